import type { UserEvent } from '@testing-library/user-event';

/** Tab, until what is wanted has the focus: by the keyboard alone. */
export async function tabTo(user: UserEvent, is: (element: Element | null) => boolean, most = 40): Promise<void> {
  for (let presses = 0; presses < most; presses += 1) {
    await user.tab();
    if (is(document.activeElement)) return;
  }
  throw new Error('Tab does not lead there');
}

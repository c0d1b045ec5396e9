/**
 * The window of the EHR as somebody to talk to (SMART Web Messaging 1.0, interop 3.6). Messages go to one origin, the one
 * that came with the token, and replies count only from that window, that origin, and to a message of ours.
 */
import type { Messenger } from '../channels/web-messaging.ts';
import type { MessagingContext } from './token-response.ts';

/** This page, whose opener or parent is the EHR's window. */
export type EhrWindow = Pick<Window, 'parent' | 'opener' | 'addEventListener' | 'removeEventListener'>;

/** Null when no other window has opened this page. */
export function createMessenger(
  page: EhrWindow,
  { handle, origin }: MessagingContext,
  mintId: () => string,
): Messenger | null {
  const ehr: Window | null = page.parent === (page as unknown) ? (page.opener as Window | null) : page.parent;
  if (ehr === null) return null;
  return {
    ask(messageType, payload, milliseconds) {
      const messageId = mintId();
      return new Promise((done) => {
        const end = (answer: Awaited<ReturnType<Messenger['ask']>>): void => {
          clearTimeout(timer);
          page.removeEventListener('message', listen);
          done(answer);
        };
        const listen = (event: MessageEvent): void => {
          if (event.origin !== origin || event.source !== ehr) return;
          const reply: unknown = event.data;
          if (typeof reply !== 'object' || reply === null || !('responseToMessageId' in reply)) return;
          if (reply.responseToMessageId !== messageId) return;
          const said: unknown = 'payload' in reply ? reply.payload : null;
          // A reply may have no payload at all: that is an answer with nothing in it.
          const isObject = typeof said === 'object' && said !== null && !Array.isArray(said);
          end({ replied: true, payload: isObject ? (said as Readonly<Record<string, unknown>>) : {} });
        };
        const timer = setTimeout(() => end({ replied: false }), milliseconds);
        page.addEventListener('message', listen);
        try {
          ehr.postMessage({ messagingHandle: handle, messageId, messageType, payload }, origin);
        } catch {
          end({ replied: false }); // an origin that is none, or a window that is gone
        }
      });
    },
  };
}

/** An entry in the work list of the service: a Task that asks for the referral. No order. */
import { task } from '../../fhir/write/task.ts';
import { byPost, filed, type ChannelParts } from './by-post.ts';
import type { WriteChannel } from './channel.ts';
import type { Kind } from './look-up.ts';

export const TASK: Kind = { channel: 'task', type: 'Task', subject: 'for', outcomeOf: filed('task') };

export function workList(parts: ChannelParts): WriteChannel {
  return byPost(TASK, parts, task, async (service) => (service?.taskOwner === undefined ? 'no-recipient' : null));
}

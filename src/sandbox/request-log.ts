/** What was asked of the EHR, for tests and for the curious. Never a token, a code or a body. */
import type { Incoming } from './http.ts';

export interface RequestRecord {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Bytes of the request's body. */
  readonly bytes: number;
  /** Undefined while the answer is under way, and for ever when the connection was dropped. */
  status: number | undefined;
  /** Patient of the token that came with the request, or that was issued by it. */
  patient: string | undefined;
}

const KEPT = 10_000;

export class RequestLog {
  readonly records: RequestRecord[] = [];

  open(request: Incoming, now: number): RequestRecord {
    const mark = request.url.indexOf('?');
    const record: RequestRecord = {
      at: now,
      method: request.method,
      path: request.path,
      query: mark < 0 ? '' : request.url.slice(mark + 1),
      bytes: request.body.length,
      status: undefined,
      patient: undefined,
    };
    this.records.push(record);
    if (this.records.length > KEPT) this.records.shift();
    return record;
  }
}

/** What the Bot API server says no with; becomes `{ ok: false, error_code, description, parameters? }`. */
export class ApiRefusal extends Error {
  readonly status: number;
  /** Seconds until the call may be made again; only with 429. */
  readonly retryAfter: number | undefined;

  constructor(status: number, description: string, retryAfter?: number) {
    super(description);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

export const badRequest = (what: string): ApiRefusal => new ApiRefusal(400, `Bad Request: ${what}`);

export const conflict = (what: string): ApiRefusal => new ApiRefusal(409, `Conflict: ${what}`);

export const blockedByPerson = (): ApiRefusal =>
  new ApiRefusal(403, 'Forbidden: bot was blocked by the user');

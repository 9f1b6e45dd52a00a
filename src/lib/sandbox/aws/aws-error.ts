/** An error that AWS answers with; each protocol writes it in its own form. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  /** The shape's name, such as `ResourceNotFoundException`. */
  readonly code: string;
  readonly status: number;
  /** The code in query protocols, where it differs (SQS). */
  readonly queryCode: string;

  constructor(code: string, message: string, options: { status?: number; queryCode?: string } = {}) {
    super(message);
    this.code = code;
    this.status = options.status ?? 400;
    this.queryCode = options.queryCode ?? code;
  }
}

/** EventBridge's and Lambda's answer to a wrong argument. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** EventBridge's answer where something is missing. */
export function resourceNotFound(message: string, status = 400): AwsError {
  return new AwsError('ResourceNotFoundException', message, { status });
}

/** SNS's answer to a wrong argument. */
export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${message}`);
}

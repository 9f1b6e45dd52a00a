/** The attribute of SNS topics and SQS queues that names the key. */
export const KEY_ATTRIBUTE = 'KmsMasterKeyId';

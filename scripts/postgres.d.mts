export const server: string;
export function postgresAnswers(): Promise<boolean>;
export function withPostgres(work: (url: string) => Promise<void>): Promise<void>;

export const contract: () => string;

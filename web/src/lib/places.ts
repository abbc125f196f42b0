/** Settlements to choose from where a map would be too much: enough to say "about here", never an address. */
export const places: readonly { name: string; lat: number; lon: number }[] = [
	{ name: 'Antsla', lat: 57.826, lon: 26.541 },
	{ name: 'Haanja', lat: 57.714, lon: 27.06 },
	{ name: 'Kanepi', lat: 57.983, lon: 26.756 },
	{ name: 'Kose (Kubija)', lat: 57.813, lon: 27.037 },
	{ name: 'Otepää', lat: 58.055, lon: 26.497 },
	{ name: 'Parksepa', lat: 57.91, lon: 26.983 },
	{ name: 'Põlva', lat: 58.06, lon: 27.069 },
	{ name: 'Rõuge', lat: 57.728, lon: 26.91 },
	{ name: 'Räpina', lat: 58.098, lon: 27.464 },
	{ name: 'Tartu', lat: 58.381, lon: 26.725 },
	{ name: 'Valga', lat: 57.778, lon: 26.047 },
	{ name: 'Varstu', lat: 57.64, lon: 26.66 },
	{ name: 'Vastseliina', lat: 57.73, lon: 27.294 },
	{ name: 'Väimela', lat: 57.891, lon: 27.019 },
	{ name: 'Värska', lat: 57.958, lon: 27.638 },
	{ name: 'Võru', lat: 57.843, lon: 27 }
];

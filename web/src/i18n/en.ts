import labels from './labels.en.json';
import texts from './en.json';

export default { ...labels, ...texts };

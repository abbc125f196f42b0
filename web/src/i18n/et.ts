import labels from './labels.et.json';
import texts from './et.json';

export default { ...labels, ...texts };

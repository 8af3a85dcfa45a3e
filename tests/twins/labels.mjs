// How the table of test_labels.py is run.

export default ({ layers }) => ({ spread: (given) => layers.spread(...given) });

"""The ways of finding an entry that are measured against each other, each as `build(corpus) -> ask(text) -> entry`."""

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

from rapidfuzz import fuzz, process, utils

from faq.matcher import Matcher
from tests.bench.corpus import DAY, Corpus, release

Ask = Callable[[str], int | None]
Build = Callable[[Corpus], Ask]

OURS, REFERENCE = "bürgerdraht", "token_set_ratio"


def _ours(corpus: Corpus) -> Ask:
    matcher = Matcher(release(corpus))

    def ask(text: str) -> int | None:
        found = matcher.match(text, lang="de", on=DAY).candidates
        return int(found[0].id[1:]) if found else None

    return ask


def _rapidfuzz(scorer: Callable[..., float]) -> Build:
    def build(corpus: Corpus) -> Ask:
        texts, owners = corpus.phrasings()
        choices = [utils.default_process(text) for text in texts]

        def ask(text: str) -> int | None:
            found = process.extract(utils.default_process(text), choices, scorer=scorer, limit=3)
            return owners[found[0][2]] if found else None

        return ask

    return build


def _tfidf(corpus: Corpus) -> Ask:
    # Not an import: the linters run without the packages of the group `bench`.
    vectorizer = import_module("sklearn.feature_extraction.text").TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=import_module("numpy").float32
    )
    texts, owners = corpus.phrasings()
    postings = vectorizer.fit_transform(texts).T.tocsr()

    def ask(text: str) -> int | None:
        scores: Any = vectorizer.transform([text]) @ postings
        return owners[int(scores.indices[scores.data.argmax()])] if scores.nnz else None

    return ask


def _bm25s(corpus: Corpus) -> Ask:
    texts, owners = corpus.phrasings()
    index = import_module("bm25s").BM25()
    index.index([_words(text) for text in texts], show_progress=False)

    def ask(text: str) -> int | None:
        words = [word for word in _words(text) if word in index.vocab_dict]
        if not words:
            return None
        found, _ = index.retrieve([words], k=min(3, len(texts)), show_progress=False, n_threads=0)
        return owners[int(found[0][0])]

    return ask


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


RIVALS: dict[str, Build] = {
    OURS: _ours,
    "WRatio": _rapidfuzz(fuzz.WRatio),
    REFERENCE: _rapidfuzz(fuzz.token_set_ratio),
    "TF-IDF char 3-5": _tfidf,
    "bm25s": _bm25s,
}

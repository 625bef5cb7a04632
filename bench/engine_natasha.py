"""natasha, everything that it does for a text. Runs in an environment of its own (requirements.lock)."""

from __future__ import annotations

import gc
import warnings

from blocks import serve

warnings.filterwarnings("ignore")  # pymorphy2's way to find its dictionaries is deprecated

from natasha import (  # noqa: E402
    Doc,
    MorphVocab,
    NewsEmbedding,
    NewsMorphTagger,
    NewsNERTagger,
    NewsSyntaxParser,
    Segmenter,
)


def main() -> None:
    segmenter, vocabulary, embedding = Segmenter(), MorphVocab(), NewsEmbedding()
    morphology, syntax, names = (
        NewsMorphTagger(embedding),
        NewsSyntaxParser(embedding),
        NewsNERTagger(embedding),
    )

    def read(text: str) -> Doc:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_morph(morphology)
        doc.parse_syntax(syntax)
        doc.tag_ner(names)
        for token in doc.tokens:
            token.lemmatize(vocabulary)
        for span in doc.spans:
            span.normalize(vocabulary)
        return doc

    def settle() -> None:  # as `app.extraction.settle` does for the other engine
        gc.freeze()
        gc.set_threshold(20_000, *gc.get_threshold()[1:])

    serve(read, settle)


if __name__ == "__main__":
    main()

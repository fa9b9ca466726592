"""The meaning of a text as 384 numbers: all-MiniLM-L6-v2, six small layers of BERT, run with numpy alone.

Layers and names are those of the published model (Wang and others, MiniLM, 2020; sentence-transformers,
all-MiniLM-L6-v2): word, place and kind embeddings; six times attention of twelve heads and a wide layer with GELU,
each with its rest and its norm; then the mean over the words of the text, brought to length one. The weights are read
where they lie (safetensors: eight bytes, a header in JSON, the numbers), so that worker processes share them.
"""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits
from tokenizers import Tokenizer

WIDTH, HEADS, LAYERS = 384, 12, 6
LONGEST = 256  # word pieces of a text that count: what the model was made for
AT_ONCE = 256  # word pieces in one go: bounds the memory of a long list
ROWS = 64  # of the wide layer at once
SIDE_BY_SIDE = 2  # portions of a long list
TINY = 1e-12


def weights_in(path: Path) -> dict[str, np.ndarray]:
    """The tensors of a safetensors file by name, mapped and not copied. Raises ValueError if not F32."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    numbers = np.asarray(np.memmap(path, mode="r", offset=8 + length, dtype=np.uint8))
    found = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] == "I64":  # the places' own numbering, which is 0, 1, 2, …
            continue
        if entry["dtype"] != "F32":
            raise ValueError(f"{path.name}: {name} is {entry['dtype']}, and F32 was expected")
        begin, end = entry["data_offsets"]
        found[name] = numbers[begin:end].view(np.float32).reshape(entry["shape"])
    return found


def _gelu(x: np.ndarray) -> np.ndarray:
    """In place: x times the share of a normal distribution below x (Abramowitz and Stegun 7.1.26, right to 2e-7)."""
    flat = x.reshape(-1, x.shape[-1])
    for start in range(0, len(flat), ROWS):  # so few rows that they stay near the processor
        part = flat[start:start + ROWS]
        size = np.abs(part)
        size *= np.float32(0.7071067811865476)
        t = size * np.float32(0.3275911)
        t += 1
        np.reciprocal(t, out=t)
        tail = t * np.float32(1.061405429)
        for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
            tail += np.float32(factor)
            tail *= t
        size *= size
        np.negative(size, out=size)
        tail *= np.exp(size, out=size)
        tail *= np.float32(0.5)
        part *= np.where(part < 0, tail, 1 - tail)
    return x


def _of_length_one(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), TINY)


@dataclass(frozen=True)
class Reading:
    """What was understood of a text: `whole`, 384 numbers of length one; `words`, such a row for each piece of it.

    `pieces` are the pieces' numbers in the model's own list, in the order of the rows. Words are kept in half
    precision: many are kept, and they are compared in thousands.
    """

    whole: np.ndarray
    words: np.ndarray
    pieces: tuple[int, ...]


class Encoder:
    """Reads texts; the cosine of two is the product of their rows. `folder` holds the weights and the tokenizer."""

    def __init__(self, folder: Path):
        """Map the weights and read the tokenizer: a tenth of a second. Raises OSError or ValueError."""
        threadpool_limits(1, user_api="blas")  # a list is read in portions side by side: each keeps to its own core
        self.weights = weights_in(folder / "model.safetensors")
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(LONGEST)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """What each text says, in their order; what else is in the list changes nothing but the time."""
        pieces = [encoded.ids for encoded in self.tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(texts)), key=lambda place: len(pieces[place]))
        portions = []
        while order:  # alike lengths together, so that little is padded
            some = order[-max(1, AT_ONCE // len(pieces[order[-1]])):]
            del order[-len(some):]
            portions.append(some)
        found: dict[int, Reading] = {}

        def work(some: list[int]) -> None:
            found.update(zip(some, self._read([pieces[place] for place in some]), strict=True))

        if len(portions) > 1:
            with ThreadPoolExecutor(min(SIDE_BY_SIDE, os.cpu_count() or 1)) as pool:
                list(pool.map(work, portions))
        else:
            list(map(work, portions))
        return [found[place] for place in range(len(texts))]

    def _read(self, pieces: list[list[int]]) -> list[Reading]:
        rows = self._encoded(pieces)
        read = []
        for x, ids in zip(rows, pieces, strict=True):
            x = x[:len(ids)]
            words = _of_length_one(x[1:-1])  # without the marks of beginning and end
            read.append(Reading(_of_length_one(x.mean(axis=0)), words.astype(np.float16), tuple(ids[1:-1])))
        return read

    def _encoded(self, pieces: list[list[int]]) -> np.ndarray:
        """The last layer: texts x pieces x 384, rows behind a text's end without meaning."""
        longest = max(map(len, pieces))
        ids = np.zeros((len(pieces), longest), dtype=np.int64)
        is_word = np.zeros((len(pieces), longest), dtype=np.float32)
        for row, text in enumerate(pieces):
            ids[row, :len(text)] = text
            is_word[row, :len(text)] = 1
        part = "embeddings."
        x = (self.weights[part + "word_embeddings.weight"][ids]
             + self.weights[part + "position_embeddings.weight"][:longest]
             + self.weights[part + "token_type_embeddings.weight"][0])
        x = self._norm(x, part + "LayerNorm")
        hidden = ((1 - is_word) * np.float32(-1e9))[:, None, None, :]  # padding is looked at by nobody
        for layer in range(LAYERS):
            x = self._layer(x, hidden, f"encoder.layer.{layer}.")
        return x

    def _linear(self, x: np.ndarray, name: str) -> np.ndarray:
        flat = x.reshape(-1, x.shape[-1]) @ self.weights[name + ".weight"].T  # one product, not one for each text
        flat += self.weights[name + ".bias"]
        return flat.reshape(*x.shape[:-1], -1)

    def _norm(self, x: np.ndarray, name: str) -> np.ndarray:
        x = x - x.mean(axis=-1, keepdims=True)
        x /= np.sqrt(np.einsum("...i,...i->...", x, x)[..., None] / np.float32(WIDTH) + np.float32(TINY))
        x *= self.weights[name + ".weight"]
        x += self.weights[name + ".bias"]
        return x

    def _layer(self, x: np.ndarray, hidden: np.ndarray, part: str) -> np.ndarray:
        texts, words, width = x.shape
        size = width // HEADS

        def heads(name: str) -> np.ndarray:
            rows = self._linear(x, part + "attention.self." + name)
            return rows.reshape(texts, words, HEADS, size).transpose(0, 2, 1, 3)

        looks = heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.float32(size ** 0.5) + hidden
        looks -= looks.max(axis=-1, keepdims=True)
        np.exp(looks, out=looks)
        looks /= looks.sum(axis=-1, keepdims=True)
        seen = (looks @ heads("value")).transpose(0, 2, 1, 3).reshape(texts, words, width)
        x = self._norm(x + self._linear(seen, part + "attention.output.dense"), part + "attention.output.LayerNorm")
        wide = _gelu(self._linear(x, part + "intermediate.dense"))
        return self._norm(x + self._linear(wide, part + "output.dense"), part + "output.LayerNorm")

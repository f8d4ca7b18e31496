"""The shape of opus-mt in random weights, for PyPI transformers and for CTranslate2: python marian.py make FOLDER writes
FOLDER/hf and FOLDER/ct2 (int8); python marian.py serve FOLDER/ct2 THREADS reads lines of two numbers, the size of a batch and the
hypotheses a text, and answers each with the seconds that 30 tokens of each text took."""

import os
import pathlib
import sys
import time


def make(folder):
    import ctranslate2.converters.transformers as converters
    import torch
    from transformers import MarianConfig, MarianMTModel

    torch.manual_seed(7)
    model = MarianMTModel(MarianConfig(
        vocab_size=65001, decoder_vocab_size=65001, d_model=512, encoder_layers=6, decoder_layers=6,
        encoder_attention_heads=8, decoder_attention_heads=8, encoder_ffn_dim=2048, decoder_ffn_dim=2048,
        activation_function="swish", max_position_embeddings=512, scale_embedding=True, pad_token_id=65000,
        eos_token_id=0, forced_eos_token_id=None, decoder_start_token_id=65000,
    )).eval()
    model.save_pretrained(folder / "hf")

    class Tokenizer:
        eos_token, unk_token, bos_token, pad_token = "</s>", "<unk>", "</s>", "<pad>"

        def get_vocab(self):
            return {"</s>": 0, "<unk>": 1, **{f"t{i}": i for i in range(2, 65000)}, "<pad>": 65000}

    spec = converters.MarianMTLoader()(model, Tokenizer())
    spec.validate()
    spec.optimize(quantization="int8")
    os.makedirs(folder / "ct2", exist_ok=True)
    spec.save(str(folder / "ct2"))


def serve(folder, threads):
    import ctranslate2

    translator = ctranslate2.Translator(
        str(folder), device="cpu", compute_type="int8", inter_threads=1, intra_threads=threads
    )
    for line in sys.stdin:
        batch, beam = map(int, line.split())
        texts = [[f"t{(i * 7919 + 11 + j * 31) % 60000}" for i in range(30)] for j in range(batch)]
        start = time.perf_counter()
        found = translator.translate_batch(
            texts, beam_size=beam, min_decoding_length=30, max_decoding_length=30, max_batch_size=batch
        )
        seconds = time.perf_counter() - start
        assert all(len(one.hypotheses[0]) == 30 for one in found)
        print(seconds, flush=True)


if sys.argv[1] == "make":
    make(pathlib.Path(sys.argv[2]))
else:
    serve(pathlib.Path(sys.argv[2]), int(sys.argv[3]))

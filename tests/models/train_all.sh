#!/bin/sh
# Trains, measures and writes all tiny models: sh train_all.sh WORK [FROM]. WORK is a folder for what comes between; with
# FROM, a folder that has qwen3/, llama/ and hunyuan/ of an earlier run, their training goes on from there.
# PYTHON names the interpreter, FAMILIES the models if not all, MINUTES the processor time of each after the beginning,
# which takes 12 minutes; one thread each.
set -e
python=${PYTHON:-python3}
work=$1
from=$2
families=${FAMILIES:-qwen3 llama hunyuan}
cd "$(dirname "$0")"
export OMP_NUM_THREADS=1
mkdir -p "$work" expected
if [ -z "$from" ]; then
    nice "$python" train.py qwen3 --out "$work/base" --steps 100000 --minutes 12 --rate 0.02 >"$work/base.log" 2>&1
fi
for family in $families; do
    start=${from:+$from/$family}
    nice "$python" train.py "$family" --out "$work/$family" --start "${start:-$work/base}" --long \
        --steps 100000 --minutes ${MINUTES:-14} --batch 20 --rate 0.01 --seed 3 >"$work/$family.log" 2>&1 &
done
wait
for family in $families; do
    nice "$python" evaluate.py "$family" --model "$work/$family" --count 100 --expected "expected/$family.jsonl" \
        >"$work/$family.txt" 2>&1
    nice "$python" export.py "$family" "$work/$family"
    grep right "$work/$family.txt"
done

//! `zhaiyi bench`

use serde::Serialize;
use serde_json::{Value, json};
use zhaiyi::neural::{
    Known,
    bench::{Ceilings, Measures, Translation, measure, measure_translation},
};

use crate::cli::{
    bytes, engines,
    exit::Exit,
    failure::{Failure, Result},
    output::Output,
    settings::Settings,
};

/// Measure models on this machine: tokens per second, memory, and how near to the machine's limits
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Model to measure, by name, file or folder; repeatable. All that are installed where none is given
    #[arg(long, visible_alias = "engine", value_name = "NAME")]
    model: Vec<String>,
    /// Where models run: auto, cpu, cuda, metal
    #[arg(long, value_name = "DEVICE", value_parser = ["auto", "cpu", "cuda", "metal"])]
    device: Option<String>,
    /// How often each is measured; the medians are told
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..))]
    rounds: u8,
    /// Format: text, json
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = ["text", "json"], help_heading = "Output")]
    format: String,
}

/// Measures one model after the other.
pub fn run(args: &Args) -> Result<Exit> {
    let settings = Settings::gather(vec![("device", args.device.clone())], None)?;
    let place = engines::place(&settings)?;
    let mut output = Output::open(None)?;
    let mut all = Vec::new();
    for known in engines::profiles(&args.model)? {
        let id = known.id();
        let cannot = |why: &dyn std::fmt::Display| Failure::new(format!("cannot measure {id}")).because(why);
        let rounds = usize::from(args.rounds);
        let (told, record) = match &known {
            Known::Language(profile) => {
                profile.check().map_err(|error| cannot(&error))?;
                let measures = measure(&profile.path, &place, rounds).map_err(|error| cannot(&error))?;
                (text(id, &of_language(&measures)), record(id, &measures))
            }
            Known::Translation(profile) => {
                profile.check().map_err(|error| cannot(&error))?;
                let measures = measure_translation(&profile.path, profile.beams, rounds)
                    .map_err(|error| cannot(&error))?;
                (text(id, &of_translation(&measures)), record(id, &measures))
            }
        };
        if args.format == "json" {
            all.push(record);
        } else {
            output.put(&told)?;
            output.flush()?;
        }
    }
    if args.format == "json" {
        let all = if all.len() == 1 { all.remove(0) } else { Value::Array(all) };
        output.put(&format!("{all:#}\n"))?;
    }
    output.finish()?;
    Ok(Exit::Done)
}

fn record(id: &str, measures: &impl Serialize) -> Value {
    let mut record = json!({ "model": id });
    if let (Value::Object(record), Ok(Value::Object(measures))) =
        (&mut record, serde_json::to_value(measures))
    {
        record.extend(measures);
    }
    record
}

/// What is told, line by line.
type Lines = Vec<(&'static str, String)>;

/// A short table for people.
fn text(id: &str, lines: &Lines) -> String {
    let width = lines.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let line = |(name, value): &(&str, String)| format!("  {name:width$}  {value}\n");
    format!("{id}\n{}", lines.iter().map(line).collect::<String>())
}

fn of_language(measures: &Measures) -> Lines {
    let percent = |rate: f64, ceiling: f64| format!("{:.0} %", 100.0 * rate / ceiling);
    let Measures { threads, kernel, weights, prompt_tokens, sequences, .. } = measures;
    vec![
        ("weights", format!("{weights}, {}", bytes::spoken(measures.weight_bytes))),
        ("kernel", by(kernel, *threads)),
        ("loaded in", format!("{:.2} s", measures.load_seconds)),
        ("memory", memory(measures.memory_bytes)),
        ("a token's keys and values", bytes::spoken(measures.cache_bytes_per_token as u64)),
        (
            "prefill",
            format!(
                "{:.1} tokens/s over {prompt_tokens} tokens, {} of what the processor can multiply",
                measures.prefill,
                percent(measures.prefill, measures.prefill_ceiling)
            ),
        ),
        (
            "decode",
            format!(
                "{:.1} tokens/s, {} of what the memory can deliver",
                measures.decode,
                percent(measures.decode, measures.decode_ceiling)
            ),
        ),
        ("decode together", format!("{:.1} tokens/s of {sequences} sequences", measures.decode_together)),
        ("the machine", machine(&measures.ceilings)),
    ]
}

fn of_translation(measures: &Translation) -> Lines {
    let Translation { threads, kernel, weights, sentence_tokens, hypotheses, sentences, .. } = measures;
    let followed = format!("{hypotheses} hypothes{} followed", if *hypotheses == 1 { "is" } else { "es" });
    vec![
        ("weights", format!("{weights}, {}", bytes::spoken(measures.weight_bytes))),
        ("kernel", by(kernel, *threads)),
        ("loaded in", format!("{:.2} s", measures.load_seconds)),
        ("memory", memory(measures.memory_bytes)),
        ("one sentence", format!("{:.1} tokens/s, {sentence_tokens} tokens, {followed}", measures.translate)),
        ("sentences together", format!("{:.1} tokens/s of {sentences}", measures.translate_together)),
        ("the machine", machine(&measures.ceilings)),
    ]
}

fn by(kernel: &str, threads: usize) -> String {
    format!("{kernel}, {threads} thread{}", if threads == 1 { "" } else { "s" })
}

fn memory(bytes: Option<u64>) -> String {
    bytes.map_or("unknown".to_owned(), bytes::spoken)
}

fn machine(ceilings: &Ceilings) -> String {
    format!(
        "reads {:.1} GB/s, multiplies {:.0} G products/s",
        ceilings.memory_bytes_per_second / 1e9,
        ceilings.products_per_second / 1e9
    )
}

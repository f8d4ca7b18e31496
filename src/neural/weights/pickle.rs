//! Python's pickle as far as PyTorch writes it: data only. Nothing is looked up, called or built but the few things that a
//! state of tensors is made of; everything else becomes [`Node::Other`].
//!
//! Opcodes: `pickletools` of CPython; what PyTorch puts into them: `torch/serialization.py`, `torch/_utils.py`.

use std::collections::HashMap;

/// The longest pickle that is read: a state of some thousand tensors takes a few hundred kilobytes.
pub(super) const MOST_BYTES: u64 = 1 << 24;

/// A place among the nodes.
pub(super) type Id = usize;

/// A value. Values refer to each other by place, so that none is ever inside another, however deep they nest.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// What the marker opcode leaves on the stack.
    Mark,
    Int(i64),
    Text(String),
    Tuple(Vec<Id>),
    List(Vec<Id>),
    Dict(Vec<(Id, Id)>),
    /// The name of something in a Python module: "torch FloatStorage".
    Global(String),
    /// The numbers of one or more tensors: the name of their kind, the key they are filed under, how many.
    Storage {
        kind: String,
        key: String,
        count: u64,
    },
    /// A view on a storage.
    Tensor {
        storage: Id,
        offset: i64,
        shape: Vec<i64>,
        strides: Vec<i64>,
    },
    Other,
}

/// A pickle that was read: all its nodes, and the one that it stands for.
#[derive(Debug)]
pub(super) struct Pickle {
    pub nodes: Vec<Node>,
    pub root: Id,
}

impl Pickle {
    /// The node at a place.
    pub fn node(&self, id: Id) -> &Node {
        self.nodes.get(id).unwrap_or(&Node::Other)
    }
}

/// Bytes one after the other.
pub(super) trait Source {
    /// The next `count` bytes.
    fn take(&mut self, count: usize) -> Result<Vec<u8>, String>;
}

impl Source for &[u8] {
    fn take(&mut self, count: usize) -> Result<Vec<u8>, String> {
        let (taken, rest) = self.split_at_checked(count).ok_or("the pickle ends too early")?;
        *self = rest;
        Ok(taken.to_vec())
    }
}

/// Reads one pickle up to its STOP.
pub(super) fn read(source: &mut dyn Source) -> Result<Pickle, String> {
    let mut machine =
        Machine { source, nodes: Vec::new(), stack: Vec::new(), memo: HashMap::new(), left: MOST_BYTES };
    while machine.step()? {}
    let root = machine.pop()?;
    Ok(Pickle { nodes: machine.nodes, root })
}

struct Machine<'a> {
    source: &'a mut dyn Source,
    nodes: Vec<Node>,
    stack: Vec<Id>,
    memo: HashMap<u32, Id>,
    left: u64,
}

impl Machine<'_> {
    /// Does one opcode; false at the end.
    fn step(&mut self) -> Result<bool, String> {
        match self.byte()? {
            b'.' => return Ok(false),
            0x80 => drop(self.byte()?),
            0x95 => drop(self.bytes(8)?),
            b'(' => self.push(Node::Mark),
            b'0' => drop(self.pop()?),
            b'N' => self.push(Node::Other),
            0x88 => self.push(Node::Int(1)),
            0x89 => self.push(Node::Int(0)),
            b'K' => {
                let value = self.number(1)?;
                self.push(Node::Int(value));
            }
            b'M' => {
                let value = self.number(2)?;
                self.push(Node::Int(value));
            }
            b'J' => {
                let value = self.number(4)? as u32 as i32;
                self.push(Node::Int(value.into()));
            }
            0x8a => self.long()?,
            b'G' => {
                self.bytes(8)?;
                self.push(Node::Other);
            }
            b'X' | b'T' | b'B' => {
                let length = self.number(4)?;
                self.text(length)?;
            }
            0x8c | b'U' | b'C' => {
                let length = self.number(1)?;
                self.text(length)?;
            }
            b'c' => {
                let name = format!("{} {}", self.line()?, self.line()?);
                self.push(Node::Global(name));
            }
            b'}' => self.push(Node::Dict(Vec::new())),
            b']' => self.push(Node::List(Vec::new())),
            b')' => self.push(Node::Tuple(Vec::new())),
            b't' => {
                let items = self.since_mark()?;
                self.push(Node::Tuple(items));
            }
            short @ 0x85..=0x87 => {
                let start = self.stack.len().checked_sub(usize::from(short - 0x84)).ok_or(EMPTY)?;
                let items = self.stack.split_off(start);
                self.push(Node::Tuple(items));
            }
            b'a' => {
                let item = self.pop()?;
                self.append(vec![item])?;
            }
            b'e' => {
                let items = self.since_mark()?;
                self.append(items)?;
            }
            b's' => {
                let value = self.pop()?;
                let key = self.pop()?;
                self.set(vec![key, value])?;
            }
            b'u' => {
                let items = self.since_mark()?;
                self.set(items)?;
            }
            b'q' => {
                let slot = self.number(1)?;
                self.remember(slot as u32)?;
            }
            b'r' => {
                let slot = self.number(4)?;
                self.remember(slot as u32)?;
            }
            0x94 => self.remember(self.memo.len() as u32)?,
            b'h' => {
                let slot = self.number(1)?;
                self.recall(slot as u32)?;
            }
            b'j' => {
                let slot = self.number(4)?;
                self.recall(slot as u32)?;
            }
            b'Q' => self.storage()?,
            b'R' => self.call()?,
            // The state of an object: of none that matters here.
            b'b' => drop(self.pop()?),
            other => {
                return Err(format!(
                    "the pickle has opcode {other:#04x}, which states of tensors do not need"
                ));
            }
        }
        Ok(true)
    }

    fn bytes(&mut self, count: usize) -> Result<Vec<u8>, String> {
        self.left =
            self.left.checked_sub(count as u64).ok_or("the pickle is longer than any state of tensors")?;
        self.source.take(count)
    }

    fn byte(&mut self) -> Result<u8, String> {
        Ok(self.bytes(1)?[0])
    }

    /// An unsigned number of up to four bytes, the low ones first.
    fn number(&mut self, bytes: usize) -> Result<i64, String> {
        Ok(self.bytes(bytes)?.iter().rev().fold(0, |value, byte| value << 8 | i64::from(*byte)))
    }

    /// A number of any length; what is longer than 64 bits is of no use here.
    fn long(&mut self) -> Result<(), String> {
        let length = self.byte()?;
        let bytes = self.bytes(length.into())?;
        let negative = bytes.last().is_some_and(|byte| byte & 0x80 != 0);
        let value = bytes
            .iter()
            .rev()
            .fold(if negative { -1 } else { 0 }, |value: i64, byte| value << 8 | i64::from(*byte));
        self.push(if bytes.len() <= 8 { Node::Int(value) } else { Node::Other });
        Ok(())
    }

    fn text(&mut self, length: i64) -> Result<(), String> {
        let bytes = self.bytes(usize::try_from(length).map_err(|_| "a text of no length")?)?;
        self.push(Node::Text(String::from_utf8_lossy(&bytes).into_owned()));
        Ok(())
    }

    fn line(&mut self) -> Result<String, String> {
        let mut line = Vec::new();
        loop {
            match self.byte()? {
                b'\n' => return Ok(String::from_utf8_lossy(&line).into_owned()),
                byte => line.push(byte),
            }
        }
    }

    fn push(&mut self, node: Node) {
        self.stack.push(self.nodes.len());
        self.nodes.push(node);
    }

    fn pop(&mut self) -> Result<Id, String> {
        self.stack.pop().ok_or_else(|| EMPTY.to_owned())
    }

    fn since_mark(&mut self) -> Result<Vec<Id>, String> {
        let mark = self.stack.iter().rposition(|id| self.nodes[*id] == Node::Mark).ok_or(EMPTY)?;
        let items = self.stack.split_off(mark + 1);
        self.stack.pop();
        Ok(items)
    }

    fn append(&mut self, items: Vec<Id>) -> Result<(), String> {
        let top = *self.stack.last().ok_or(EMPTY)?;
        if let Node::List(list) = &mut self.nodes[top] {
            list.extend(items);
        }
        Ok(())
    }

    fn set(&mut self, items: Vec<Id>) -> Result<(), String> {
        let top = *self.stack.last().ok_or(EMPTY)?;
        if let Node::Dict(dict) = &mut self.nodes[top] {
            dict.extend(items.as_chunks::<2>().0.iter().map(|[key, value]| (*key, *value)));
        }
        Ok(())
    }

    fn remember(&mut self, slot: u32) -> Result<(), String> {
        self.memo.insert(slot, *self.stack.last().ok_or(EMPTY)?);
        Ok(())
    }

    fn recall(&mut self, slot: u32) -> Result<(), String> {
        self.stack.push(*self.memo.get(&slot).ok_or("the pickle refers to what it never kept")?);
        Ok(())
    }

    /// ("storage", kind, key, device, count) and perhaps more.
    fn storage(&mut self) -> Result<(), String> {
        let told = self.pop()?;
        let Node::Tuple(parts) = &self.nodes[told] else { return Err("a storage is told otherwise".into()) };
        let part = |at: usize| parts.get(at).map(|id| &self.nodes[*id]);
        let storage = match (part(1), part(2), part(4)) {
            (Some(Node::Global(kind)), Some(Node::Text(key)), Some(Node::Int(count))) => {
                let count = u64::try_from(*count).map_err(|_| "a storage of no size")?;
                Node::Storage { kind: kind.clone(), key: key.clone(), count }
            }
            _ => return Err("a storage is told otherwise".into()),
        };
        self.push(storage);
        Ok(())
    }

    /// What PyTorch's pickles call: the making of an ordered dictionary, a tensor and a parameter.
    fn call(&mut self) -> Result<(), String> {
        let (arguments, callee) = (self.pop()?, self.pop()?);
        let (Node::Global(name), Node::Tuple(parts)) = (&self.nodes[callee], &self.nodes[arguments]) else {
            return Err("a call of what is no function".into());
        };
        let made = match (name.as_str(), parts.as_slice()) {
            ("collections OrderedDict", []) => Node::Dict(Vec::new()),
            ("torch._utils _rebuild_tensor_v2", [storage, offset, shape, strides, ..]) => {
                let Node::Int(offset) = self.nodes[*offset] else {
                    return Err("a tensor begins nowhere".into());
                };
                let (shape, strides) = (self.integers(*shape)?, self.integers(*strides)?);
                Node::Tensor { storage: *storage, offset, shape, strides }
            }
            ("torch._utils _rebuild_parameter", [tensor, ..]) => self.nodes[*tensor].clone(),
            _ => Node::Other,
        };
        self.push(made);
        Ok(())
    }

    fn integers(&self, tuple: Id) -> Result<Vec<i64>, String> {
        let Node::Tuple(parts) = &self.nodes[tuple] else { return Err("a shape is no tuple".into()) };
        let number = |id: &Id| if let Node::Int(value) = self.nodes[*id] { Some(value) } else { None };
        parts.iter().map(number).collect::<Option<_>>().ok_or_else(|| "a shape is not of numbers".to_owned())
    }
}

const EMPTY: &str = "the pickle takes more than it has";

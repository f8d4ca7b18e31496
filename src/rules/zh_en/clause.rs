//! The order of a clause: subject, verb, object; then where, how and when.

use super::{
    attach,
    context::{Context, Subject},
    grammar::Category as C,
    morphology::Form,
    node::Node,
    verb, verb_class,
};

/// Says one clause of a sentence.
pub fn say(nodes: Vec<Node<'_>>, past: bool, context: &mut Context) -> String {
    order_in(nodes, past, Form::Third, Some(context))
}

/// Says the nodes of a phrase. `form` is the form of its first verb: finite forms take tense from `past`.
pub fn order(nodes: Vec<Node<'_>>, past: bool, form: Form) -> String {
    order_in(nodes, past, form, None)
}

fn order_in(nodes: Vec<Node<'_>>, past: bool, form: Form, context: Option<&mut Context>) -> String {
    let subordinate = nodes.first().is_some_and(|node| {
        matches!(
            node.zh,
            "如果"
                | "若"
                | "虽然"
                | "尽管"
                | "因为"
                | "即使"
                | "一旦"
                | "只要"
                | "当"
                | "除非"
                | "无论"
                | "由于"
        )
    });
    let mut says = Clause {
        context,
        words: Vec::new(),
        tail: Vec::new(),
        held: None,
        form,
        past,
        subject: Subject::None,
        pronoun: None,
        thing: false,
        verbs: 0,
        done: false,
        causes: false,
        paired: None,
        last_verb: None,
    };
    let mut group: Vec<Node> = Vec::new();
    let mut rest = nodes.into_iter().peekable();
    while let Some(node) = rest.next() {
        match node.category {
            C::Conj => {
                says.flush_group(&mut group);
                says.flush_tail();
                says.words.push(node.english);
                says.verbs = 0;
            }
            C::Time | C::Phrase => {
                let text = if node.category == C::Time { attach::time_phrase(&node) } else { node.english };
                let subject_follows = rest.peek().is_some_and(|next| {
                    next.category.is_nominal() || matches!(next.category, C::Time | C::Phrase)
                });
                let verb_follows = rest.peek().is_some_and(|next| verb::is_part(next.category));
                if node.zh == "由" {
                    group.push(Node::new(C::Bei, "由", ""));
                }
                if says.verbs > 0 && group.is_empty() && !verb_follows {
                    says.words.push(text);
                } else if matches!(says.subject, Subject::None) && group.is_empty() && subject_follows {
                    says.front(text);
                } else {
                    says.tail.push(text);
                }
            }
            C::Ba => {
                says.flush_group(&mut group);
                if let Some(object) = rest.next_if(|next| next.category.is_nominal()) {
                    says.held = Some(object.object());
                }
            }
            C::Bei => {
                if let Some(agent) = rest.next_if(|next| next.category.is_nominal()) {
                    says.tail_first(format!("by {}", agent.object()));
                }
                group.push(node);
            }
            C::Than => {
                if let Some(other) =
                    rest.next_if(|next| next.category.is_nominal() || next.category == C::Time)
                {
                    says.tail_first(format!("{} {}", node.english, other.object()));
                }
            }
            // 对标准进行修订: revise the standard.
            C::Verb
                if is_empty(node.zh)
                    && rest.peek().is_some_and(|next| matches!(next.category, C::Aspect)) =>
            {
                let mut node = node;
                node.done = true;
                rest.next();
                while let Some(adverb) = rest.next_if(|next| next.category == C::Adverb) {
                    group.push(adverb);
                }
                says.lighten(node, &mut group, rest.peek());
            }
            C::Verb if is_empty(node.zh) => says.lighten(node, &mut group, rest.peek()),
            category if verb::is_part(category) => {
                let head = verb::is_head(category);
                group.push(node);
                if head {
                    while let Some(aspect) =
                        rest.next_if(|next| matches!(next.category, C::Aspect | C::Dec | C::Particle))
                    {
                        let done = aspect.category == C::Aspect && aspect.zh != "着";
                        if let Some(last) = group.last_mut() {
                            last.done |= done;
                        }
                    }
                    // 论坛在青岛举行: the subject has it done.
                    let alone = rest.peek().is_none_or(|next| {
                        matches!(next.category, C::Phrase | C::Time | C::Conj | C::Adverb)
                    });
                    let thing = says.verbs == 0 && says.thing && says.held.is_none();
                    if alone && thing && verb_class::wants_passive(&group) {
                        group.push(Node::new(C::Bei, "", ""));
                    }
                    says.flush_group(&mut group);
                }
            }
            C::Adjective => {
                group.push(node);
                says.flush_group(&mut group);
            }
            C::Noun if says.does(&node) => {}
            category if category.is_nominal() || category == C::Number => {
                says.flush_group(&mut group);
                says.nominal(&node);
            }
            C::Prep | C::And => {
                says.flush_group(&mut group);
                says.words.push(node.english);
            }
            C::De | C::Di | C::Dec | C::Aspect | C::Particle | C::Measure | C::Local => {}
            C::Det | C::DetPlural | C::Whose => {
                says.flush_group(&mut group);
                says.words.push(node.english);
            }
            _ => says.words.push(node.english),
        }
    }
    says.flush_group(&mut group);
    // 把 without its verb: the object stays.
    says.words.extend(says.held.take());
    says.flush_tail();
    says.leave(subordinate);
    says.words.retain(|word| !word.is_empty());
    says.words.join(" ").replace(" ,", ",")
}

/// Verbs without a meaning of their own.
fn is_empty(zh: &str) -> bool {
    matches!(zh, "进行" | "开展" | "加以" | "予以" | "作出" | "做出")
}

/// What a noun is as a verb, with its adverb: 深入讨论.
fn deed(noun: &Node) -> String {
    if noun.english.split(' ').count() > 2 {
        return String::new();
    }
    noun.deed.to_owned()
}

struct Clause<'c> {
    context: Option<&'c mut Context>,
    words: Vec<String>,
    /// What goes behind the verb and its object.
    tail: Vec<String>,
    /// The object of 把.
    held: Option<String>,
    form: Form,
    past: bool,
    subject: Subject,
    /// The pronoun for the subject.
    pronoun: Option<&'static str>,
    /// The subject is no person.
    thing: bool,
    verbs: usize,
    /// The verb has said its object too.
    done: bool,
    /// Where the words stood after a verb that can be paired with a next one.
    paired: Option<usize>,
    /// The verb before makes somebody do something.
    causes: bool,
    /// The category of the verb before.
    last_verb: Option<C>,
}

impl Clause<'_> {
    fn front(&mut self, text: String) {
        // A comma after a longer phrase in front.
        let comma = if text.split(' ').count() > 1 { "," } else { "" };
        self.words.push(format!("{text}{comma}"));
    }

    fn nominal(&mut self, node: &Node) {
        if self.verbs == 0 {
            self.subject = match node.english.as_str() {
                "I" => Subject::First,
                "you" | "we" | "they" => Subject::Many,
                _ if node.plural => Subject::Many,
                _ => Subject::One,
            };
            self.pronoun = Some(match (self.subject, node.category) {
                (Subject::First, _) => "I",
                (_, _) if node.english == "we" => "we",
                (_, _) if node.english == "you" => "you",
                (Subject::Many, _) => "they",
                (_, C::Person) => "he",
                _ if node.english == "he" => "he",
                _ if node.english == "she" => "she",
                _ => "it",
            });
            self.thing = node.category == C::Noun || node.category == C::Name;
            self.words.push(node.said());
        } else {
            self.words.push(node.object());
        }
    }

    /// A verb that says nothing takes the meaning of its object, if that is a single deed.
    fn lighten<'a>(&mut self, mut light: Node<'a>, group: &mut Vec<Node<'a>>, object: Option<&Node<'a>>) {
        let said = object
            .filter(|object| object.category == C::Noun && object.det.is_empty() && object.post.is_empty());
        if let Some(deed) = said.map(deed).filter(|deed| !deed.is_empty()) {
            light.english = deed;
            self.done = true;
            // 对 names the object.
            let named = ["for ", "on ", "to "];
            if let Some(at) =
                self.tail.iter().position(|text| named.iter().any(|start| text.starts_with(start)))
                && self.held.is_none()
            {
                let text = self.tail.remove(at);
                self.held = text.split_once(' ').map(|(_, object)| object.to_owned());
            }
        }
        group.push(light);
        self.flush_group(group);
    }

    /// True for the object that its light verb has already said.
    fn does(&mut self, _object: &Node) -> bool {
        std::mem::take(&mut self.done)
    }

    fn flush_group(&mut self, group: &mut Vec<Node>) {
        if group.is_empty() {
            return;
        }
        let parts = std::mem::take(group);
        let adjacent = self.verbs > 0 && self.paired == Some(self.words.len());
        if self.verbs > 0 && !adjacent {
            // What belonged to the verb before is said before the next one.
            self.flush_tail();
        }
        let mut parts = parts;
        // 把工作纳入规划: incorporate the work into the plan.
        let mut particle = None;
        if self.held.is_some()
            && let Some(verb) = parts.iter_mut().rev().find(|part| part.category == C::Verb)
            && let Some((stem, last)) = verb.english.rsplit_once(' ')
            && matches!(last, "into" | "as" | "to" | "in" | "on" | "with")
        {
            particle = Some(last.to_owned());
            verb.english = stem.to_owned();
        }
        if self.verbs == 0 && matches!(self.form, Form::Third | Form::Past) {
            self.carry(&parts);
        }
        let form = match self.verbs {
            0 => self.form,
            _ => verb::chained(self.last_verb, self.words.last().map_or("", String::as_str), &parts),
        };
        let finite = matches!(form, Form::Past | Form::Third);
        // 批准发布: two deeds side by side, unless the first asks for the second.
        let paired = adjacent && form == Form::Base && parts.iter().all(|part| part.category == C::Verb);
        let text = if finite {
            verb::finite(&parts, self.subject, self.past)
        } else if paired {
            format!("and {}", verb::again(&parts, self.form, self.subject, self.past))
        } else {
            verb::nonfinite(&parts, form, self.verbs > 0, self.causes)
        };
        self.words.push(text);
        if parts.iter().any(|part| verb::is_head(part.category) || part.category == C::Adjective) {
            self.verbs += 1;
            self.causes = parts.iter().any(|part| matches!(part.zh, "让" | "使" | "令" | "使得"));
            self.last_verb =
                parts.iter().rev().find(|part| verb::is_head(part.category)).map(|part| part.category);
            let open = parts.iter().any(|part| {
                matches!(part.category, C::Aux | C::NotAux | C::Bei | C::Future | C::Neg)
                    || verb_class::governs(part.zh)
            });
            self.words.extend(self.held.take());
            self.words.extend(particle);
            self.paired = (!open
                && self.verbs == 1
                && parts.iter().all(|p| p.category == C::Verb || p.category == C::Adverb))
            .then_some(self.words.len());
        }
    }

    /// The agent and the measure of comparison come before the other phrases.
    fn tail_first(&mut self, text: String) {
        // A clause has few phrases; what has more is no clause.
        let at = if self.tail.len() < 8 { 0 } else { self.tail.len() };
        self.tail.insert(at, text);
    }

    /// A clause without subject goes on with that of the clause before.
    fn carry(&mut self, parts: &[Node]) {
        let modal = parts.iter().any(|part| matches!(part.category, C::Aux | C::NotAux | C::Future));
        let duty = parts.iter().any(|part| matches!(part.english.as_str(), "should" | "must" | "need to"));
        let heads = parts.iter().any(|part| verb::is_head(part.category) || part.category == C::Adjective);
        let exists = parts.iter().any(|part| matches!(part.category, C::Have | C::HaveNot));
        let Some(context) = self.context.as_deref_mut().filter(|_| heads) else { return };
        if self.subject == Subject::None && !exists {
            match context.subject {
                Some((subject, pronoun)) if !(duty && context.opens) => {
                    self.subject = subject;
                    if std::mem::take(&mut context.opens) {
                        self.words.push(pronoun.to_owned());
                    } else if context.joined {
                        if context.last && self.words.is_empty() {
                            self.words.push("and".to_owned());
                        }
                        if context.modal && !modal {
                            self.form = Form::Base;
                        }
                    }
                }
                _ if duty => {
                    self.words.push("we".to_owned());
                    self.subject = Subject::Many;
                    context.subject = Some((Subject::Many, "we"));
                }
                None if parts.iter().any(|part| matches!(part.category, C::Be | C::BeNot))
                    && self.words.is_empty() =>
                {
                    self.words.push("it".to_owned());
                    self.subject = Subject::One;
                }
                _ => {}
            }
            context.opens = false;
        }
        context.modal = modal || context.modal && self.form == Form::Base;
        context.joined = true;
    }

    /// Tells the next clause about this one.
    fn leave(&mut self, subordinate: bool) {
        let Some(context) = self.context.as_deref_mut() else { return };
        if let Some(pronoun) = self.pronoun.filter(|_| self.subject != Subject::None) {
            context.subject = Some((self.subject, pronoun));
        }
        context.opens = subordinate;
    }

    fn flush_tail(&mut self) {
        self.words.append(&mut self.tail);
    }
}

//! Plays a scenario, and says in what it ended otherwise than it should.

use std::{collections::BTreeMap, fmt, time::Duration};

use crate::{
    clock::{Clock, settle},
    scenario::{Get, Outcome, Scenario, Step},
    sts::{AUDIT, Answer, HUB, Sts},
    subject::{Got, Make, Subject},
};

/// What a step did.
pub(crate) struct Seen {
    /// What each caller got.
    pub(crate) got: Vec<Got>,
    /// How many of them had to wait for STS.
    pub(crate) waited: usize,
    pub(crate) calls: u32,
    pub(crate) base: u32,
    pub(crate) window: Option<u64>,
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { got, waited, calls, base, window } = self;
        let mut counted = BTreeMap::<_, u32>::new();
        got.iter().for_each(|got| *counted.entry(got).or_default() += 1);
        write!(f, "got {counted:?}, {waited} waited, {calls} calls, base {base}, window {window:?}")
    }
}

/// Plays `scenario`; `check` looks at each step in which somebody asks for credentials, and tells the faults.
/// Must run on a paused clock, in one thread.
pub(crate) async fn play(scenario: &Scenario, make: Make, check: fn(&Get, &Seen) -> Vec<String>) -> Vec<String> {
    let clock = Clock::new();
    let sts = Sts::new(&clock);
    let subject = make(&sts, &scenario.given);
    if let Some(lifetime) = scenario.given.lifetime {
        for role in scenario.given.roles() {
            sts.say(role, Answer::Fresh(lifetime));
        }
        let got = subject.get().await;
        if got != Ok(1) {
            return vec![format!("{}: the first credentials: {got:?}", scenario.name)];
        }
        clock.advance(scenario.given.age).await;
    }
    let mut faults = Vec::new();
    for (index, step) in scenario.steps.iter().enumerate() {
        match step {
            Step::Get(step) => {
                let seen = get(&*subject, &sts, scenario.given.chained, step).await;
                let told = check(step, &seen).into_iter();
                faults.extend(told.map(|fault| format!("{}, step {}: {fault}\n  {seen}", scenario.name, index + 1)));
            }
            Step::Advance(step) => clock.advance(step.advance).await,
            Step::Jump(step) => clock.jump(step.jump),
            Step::Invalidate(step) => subject.invalidate(&format!("{AUDIT}-{}", step.invalidate)),
        }
    }
    faults
}

/// STS answers only after everything that needn't wait for it is done.
async fn get(subject: &dyn Subject, sts: &Sts, chained: bool, step: &Get) -> Seen {
    sts.say(AUDIT, step.source.clone().unwrap_or(Answer::Fresh(3600)));
    sts.say(HUB, step.base_source.clone().unwrap_or(Answer::Fresh(3600)));
    sts.close();
    let base = || if chained { sts.calls(HUB) } else { sts.base() };
    let before = (sts.calls(AUDIT), base());
    let callers: Vec<_> = (0..step.callers).map(|_| tokio::spawn(subject.get())).collect();
    settle().await;
    let waited = callers.iter().filter(|caller| !caller.is_finished()).count();
    sts.open();
    let mut got = Vec::new();
    for caller in callers {
        let caller = tokio::time::timeout(Duration::from_secs(3600), caller).await;
        got.push(caller.map_or_else(|_| Err("waits forever".into()), |caller| caller.expect("no panic")));
    }
    settle().await;
    Seen { got, waited, calls: sts.calls(AUDIT) - before.0, base: base() - before.1, window: subject.window() }
}

/// What is told of a step that should have ended so.
pub(crate) fn faults(seen: &Seen, get: &Outcome, calls: u32, base: Option<u32>, waits: Option<bool>) -> Vec<String> {
    let mut faults = Vec::new();
    let wrong = seen.got.iter().find(|got| match (get, got) {
        (Outcome::Credentials(wanted), Ok(number)) => wanted != number,
        (Outcome::Error(wanted), Err(text)) => !text.contains(wanted),
        _ => true,
    });
    if wrong.is_some() {
        faults.push(format!("should get {get:?}"));
    }
    if seen.calls != calls {
        faults.push(format!("should ask STS {calls} times, not {}", seen.calls));
    }
    if base.is_some_and(|base| base != seen.base) {
        faults.push(format!("should ask for the base {base:?} times, not {}", seen.base));
    }
    let waiting = if waits.unwrap_or(calls > 0) { seen.got.len() } else { 0 };
    if waiting != seen.waited {
        faults.push(format!("{waiting} callers should wait for STS, not {}", seen.waited));
    }
    faults
}

//! What the tests of services with the Query protocol have in common.

#[cfg(any(feature = "elasticache", feature = "redshift"))]
use end_to_end::script::Answer;
use end_to_end::script::Script;

/// Elements in the order of their names and values.
pub(crate) fn xml(members: &[(&str, &str)]) -> String {
    members.iter().map(|(name, value)| format!("<{name}>{value}</{name}>")).collect()
}

/// A service that answers each operation with its result here, and those that aren't here with an empty one.
#[cfg(any(feature = "elasticache", feature = "redshift"))]
pub(crate) fn answering(answer: fn(&str, &str) -> Answer, results: &[(&'static str, &str)]) -> Script {
    let results: Vec<_> = results.iter().map(|(operation, result)| (*operation, (*result).to_owned())).collect();
    Script::by(move |sent| {
        let called = sent.operation();
        let result = results.iter().find(|(operation, _)| *operation == called);
        answer(&called, result.map(|(_, result)| result.as_str()).unwrap_or_default())
    })
}

/// Checks what each call sent: its operation and its parameters, in the order of their names.
pub(crate) fn assert_sent(script: &Script, expected: &[&str]) {
    let sent: Vec<String> = script
        .sent()
        .iter()
        .map(|sent| {
            let params = sent.params().into_iter().map(|(name, value)| format!(" {name}={value}"));
            sent.operation() + &params.collect::<String>()
        })
        .collect();
    assert_eq!(sent, expected);
}

//! Moves out of dead-letter queues, and how many queues a page has.

use aws_resources::sqs::Sqs;
use end_to_end::{
    answers::json_1_0 as answer,
    script::{Answer, Script, session},
};
use serde_json::json;

const URL: &str = "https://sqs.eu-west-1.amazonaws.com/123456789012/dead";
const ARN: &str = "arn:aws:sqs:eu-west-1:123456789012:dead";

/// SQS gives a page token only to those who say how many they want.
#[tokio::test]
async fn a_listing_says_how_many_it_wants() {
    let script = Script::new([
        answer(json!({"QueueUrls": ["a"], "NextToken": "2"})),
        answer(json!({"QueueUrls": ["b"]})),
        answer(json!({"QueueUrls": ["a"]})),
        answer(json!({"queueUrls": ["c"]})),
    ]);
    let sqs = Sqs::new(&session(&script));
    let queues = sqs.queues().try_collect().await.unwrap();
    assert_eq!(queues.iter().map(|queue| queue.url()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(script.request(0).json(), json!({"MaxResults": 1000}));
    assert_eq!(script.request(1).json(), json!({"MaxResults": 1000, "NextToken": "2"}));
    sqs.queues().page_size(5).try_collect().await.unwrap();
    assert_eq!(script.request(2).json(), json!({"MaxResults": 5}));
    let sources = sqs.queue(URL).dead_letter_source_queues().try_collect().await.unwrap();
    assert_eq!(sources.iter().map(|queue| queue.url()).collect::<Vec<_>>(), ["c"]);
    assert_eq!(script.request(3).json(), json!({"QueueUrl": URL, "MaxResults": 1000}));
}

#[tokio::test]
async fn a_move_is_known_by_its_begin_and_stopped_by_its_handle() {
    let attributes = answer(json!({"Attributes": {"QueueArn": ARN}}));
    let moves = || {
        answer(json!({"Results": [
            {"TaskHandle": "h2", "Status": "RUNNING", "SourceArn": ARN, "StartedTimestamp": 2},
            {"Status": "COMPLETED", "SourceArn": ARN, "StartedTimestamp": 1},
        ]}))
    };
    let script = Script::new([
        attributes,
        answer(json!({"TaskHandle": "h2"})),
        moves(),
        answer(json!({"ApproximateNumberOfMessagesMoved": 3})),
        moves(),
        moves(),
    ]);
    let sqs = Sqs::new(&session(&script));
    let queue = sqs.queue(URL);
    let handle = queue.start_message_move_task().await.unwrap();
    assert_eq!(handle.as_deref(), Some("h2"));
    assert_eq!(script.request(0).json(), json!({"QueueUrl": URL, "AttributeNames": ["All"]}));
    assert_eq!(script.request(1).json(), json!({"SourceArn": ARN}));
    let tasks = queue.message_move_tasks().try_collect().await.unwrap();
    assert_eq!(tasks.iter().map(|task| task.started_timestamp()).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(script.request(2).json(), json!({"SourceArn": ARN, "MaxResults": 10}));
    assert_eq!(tasks[0].cancel().await.unwrap().approximate_number_of_messages_moved(), 3);
    assert_eq!(script.request(3).json(), json!({"TaskHandle": "h2"}));
    assert_eq!(tasks[0].data().await.unwrap().status(), Some("RUNNING"), "it is found again by its begin");
    assert!(sqs.message_move_task(ARN, 3).data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn an_unknown_queue_is_not_found() {
    let body = json!({"__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": "no"}).to_string();
    let script = Script::new([Answer::http(400, "application/x-amz-json-1.0", body)]);
    let gone = Sqs::new(&session(&script)).queue(URL).data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

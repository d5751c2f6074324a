//! How much memory sessions of many accounts take. A binary of its own: every allocation of the process is counted.
#![forbid(unsafe_code)]

use aws_resources::{SessionManager, rds::Rds};
use end_to_end::{accounts, answers};

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

const ACCOUNTS: usize = 1000;
/// The aim for a session that has assumed its role and waits.
const MOST: usize = 20 * 1024;

#[tokio::test]
async fn idle_sessions_are_small() {
    let profiler = dhat::Profiler::builder().testing().build();
    let script = accounts::script(|visit| (visit.service == "rds").then(|| answers::named_dbs(&["orders"], None)));
    let builder = SessionManager::builder(&accounts::config(&script)).role_name("AuditRole");
    let manager = builder.external_id("c-7f3a91").keep_sessions(0).build();
    let visit = |session| async move { Rds::new(&session).db_instances().all().try_collect().await.unwrap() };
    // What is made once: clients, connectors, tables.
    visit(manager.account("999999999999").region("eu-west-1")).await;

    let before = bytes();
    let sessions: Vec<_> = (0..ACCOUNTS).map(|id| manager.account(format!("{id:012}")).region("eu-west-1")).collect();
    let made = (bytes() - before) / ACCOUNTS;
    println!("{made} bytes for a session that was made");
    assert!(made < MOST, "{made} bytes for a session");

    // Assume every role, without a client of the session's own: one for all that only asks for credentials.
    for session in &sessions {
        let provider = session.config().credentials_provider().unwrap();
        let provider: &dyn aws_credential_types::provider::ProvideCredentials = &provider;
        provider.provide_credentials().await.unwrap();
    }
    let idle = (bytes() - before) / ACCOUNTS;
    println!("{idle} bytes for an idle session with credentials, with the script's notes of its request");

    let with_client = {
        let before = bytes();
        for session in &sessions[..100] {
            drop(Rds::new(session));
        }
        (bytes() - before) / 100
    };
    println!("{with_client} bytes more for a client of RDS");
    assert!(idle < MOST, "{idle} bytes for an idle session");
    assert!(with_client < 2 * MOST, "{with_client} bytes for a client");
    drop(profiler);
}

fn bytes() -> usize {
    dhat::HeapStats::get().curr_bytes
}

//! Answers of STS that lack something.

use aws_credential_types::provider::ProvideCredentials;

use crate::{
    clock::Clock,
    ours,
    sts::{AUDIT, Answer, Sts},
    subject::whole_text,
};

#[tokio::test(start_paused = true)]
async fn credentials_that_lack_a_part_are_none() {
    let sts = Sts::new(&Clock::new());
    let provider = ours::provider(&sts);
    for member in ["AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration", "Credentials"] {
        sts.say(AUDIT, Answer::Without(member.into()));
        let error = provider.provide_credentials().await.expect_err(member);
        let text = whole_text(&error);
        assert!(text.contains(&format!("the response has no {member} (role arn:")), "{text}");
    }
    assert!(provider.status().is_none());
}

//! Lists the schedules and pipes of an account with their ARNs.
#![forbid(unsafe_code)]

use aws_resources_runtime::{Error, Session};
use own_models::{committed::pipes::Pipes, resources::scheduler::Scheduler};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let config = aws_config::load_from_env().await;
    let session = Session::new(&config);

    let mut schedules = Scheduler::new(&session).schedules().all();
    while let Some(schedule) = schedules.try_next().await? {
        println!("{}", schedule.arn().await?);
    }

    let mut pipes = Pipes::new(&session).pipes().all();
    while let Some(pipe) = pipes.try_next().await? {
        println!("{} is {:?}", pipe.arn().await?, pipe.data().await?.current_state());
    }
    Ok(())
}

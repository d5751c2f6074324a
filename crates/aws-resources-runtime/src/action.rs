//! Operations on a resource.

use std::{fmt, future::IntoFuture};

use crate::{
    Result,
    call::{BoxFuture, Call, Forget, Sender},
    late::{LateMember, filled},
    model::Parent,
};

/// One operation, ready to be sent: the identifiers are filled in.
///
/// Await it as it is, or finish the SDK's own request first. `B` is that request builder, `T` what comes back: the
/// SDK's output, or the resources that it names.
///
/// ```no_run
/// # use aws_resources_runtime::{Action, Result};
/// # use aws_sdk_sts::operation::assume_role::{AssumeRoleOutput, builders::AssumeRoleFluentBuilder};
/// # async fn example(action: impl Fn() -> Action<AssumeRoleFluentBuilder, AssumeRoleOutput>) -> Result<()> {
/// action().await?;
/// action().with(|request| request.role_session_name("audit")).await?;
/// # Ok(())
/// # }
/// ```
///
/// It is no future but becomes one: `tokio::spawn(action.into_future())` runs it in another task.
///
/// An action on a resource that succeeds forgets the data which was loaded, for all clones of the resource: what is
/// read next is the state after the action.
///
/// # Errors
/// What the operation fails with. Nothing is forgotten when the service refused it; where it may have gone through all
/// the same (a timeout, a dropped future), the data is forgotten.
#[must_use = "an action does nothing until it is awaited"]
pub struct Action<B, T> {
    call: Call,
    request: B,
    run: Box<dyn FnOnce(Call, B) -> BoxFuture<Result<T>> + Send>,
}

/// An action that gives the SDK's output.
#[doc(hidden)]
pub fn action<B: 'static, T: 'static>(call: Call, request: B, send: Sender<B, T>) -> Action<B, T> {
    Action { call, request, run: Box::new(send) }
}

/// An action that gives what is made of the output.
#[doc(hidden)]
pub fn action_made<P, B, O, T>(
    parent: &P,
    call: Call,
    request: B,
    send: Sender<B, O>,
    make: fn(&P, &Call, O) -> Result<T>,
) -> Action<B, T>
where
    P: Parent,
    B: 'static,
    O: 'static,
    T: 'static,
{
    let parent = parent.clone();
    let run = move |call: Call, request| -> BoxFuture<Result<T>> {
        let coming = send(call.clone(), request);
        Box::pin(async move { make(&parent, &call, coming.await?) })
    };
    Action { call, request, run: Box::new(run) }
}

/// An action that gives what is made of the output and of what stood in the request.
#[doc(hidden)]
pub fn action_read<P, B, V, O, T>(
    parent: &P,
    call: Call,
    request: B,
    send: Sender<B, O>,
    read: fn(&B) -> V,
    make: fn(&P, &Call, V, O) -> Result<T>,
) -> Action<B, T>
where
    P: Parent,
    B: 'static,
    V: Send + 'static,
    O: 'static,
    T: 'static,
{
    let parent = parent.clone();
    let run = move |call: Call, request| -> BoxFuture<Result<T>> {
        let read = read(&request);
        let coming = send(call.clone(), request);
        Box::pin(async move { make(&parent, &call, read, coming.await?) })
    };
    Action { call, request, run: Box::new(run) }
}

impl<B: 'static, T: 'static> Action<B, T> {
    /// The same, with what the request needs first.
    #[doc(hidden)]
    pub fn late<P>(self, parent: &P, late: Vec<LateMember<P, B>>) -> Self
    where
        P: Parent,
        B: Send,
    {
        let (run, parent) = (self.run, parent.clone());
        let run = move |call: Call, request| -> BoxFuture<Result<T>> {
            Box::pin(async move {
                let request = filled(&late, &parent, &call, request).await?;
                run(call, request).await
            })
        };
        Self { run: Box::new(run), ..self }
    }
}

impl<B, T> Action<B, T> {
    /// Finishes the SDK's own request: sets every field that the operation has.
    pub fn with(mut self, finish: impl FnOnce(B) -> B) -> Self {
        self.request = finish(self.request);
        self
    }

    /// The same with what may turn out to be invalid.
    pub(crate) fn try_with(mut self, finish: impl FnOnce(&Call, B) -> Result<B>) -> Result<Self> {
        self.request = finish(&self.call, self.request)?;
        Ok(self)
    }

    /// What it gives, where it is known to change nothing: what is loaded isn't forgotten.
    pub(crate) fn read(self) -> BoxFuture<Result<T>> {
        (self.run)(self.call, self.request)
    }

    /// The SDK's request as it is now.
    pub fn request(&self) -> &B {
        &self.request
    }

    /// The call and its request, to do something else with them.
    #[doc(hidden)]
    pub fn into_parts(self) -> (Call, B) {
        (self.call, self.request)
    }
}

impl<B: 'static, T: 'static> IntoFuture for Action<B, T> {
    type Output = Result<T>;
    type IntoFuture = BoxFuture<Result<T>>;

    fn into_future(self) -> Self::IntoFuture {
        let call = self.call.clone();
        let coming = self.read();
        Box::pin(async move {
            let forget = Forget::unless_refused(&call);
            let result = coming.await;
            forget.after(&result);
            result
        })
    }
}

impl<B, T> fmt::Debug for Action<B, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The request may hold secrets (a master password).
        f.debug_struct("Action").field("operation", &self.call.operation()).finish_non_exhaustive()
    }
}

//! The short form: a municipality may begin with it, and go on to all questions whenever it likes. Nothing is copied, for it is the same assessment.

use uuid::Uuid;

use super::open;
use crate::service::access::Person;
use crate::service::review::{self, rules::Act};
use crate::service::{App, ServiceError};
use crate::store::assessments::{self as store, Form};

/// Says which questions are to be asked: those of the short form, or all. Said again, it changes nothing.
///
/// # Errors
/// As [`super::task_list`]; [`ServiceError::State`] if answers may not change; [`ServiceError::NotFound`] also if the survey has no short form.
pub async fn choose_form(app: &App, person: Option<&Person>, id: Uuid, form: Form) -> Result<(), ServiceError> {
    let signed_in = person.ok_or(ServiceError::SignInNeeded)?;
    let mut tx = app.db().write().await?;
    let mut opened = open(app, &mut tx, person, id).await?;
    if form == Form::Short && !opened.survey.has_short_form() {
        return Err(ServiceError::NotFound);
    }
    if opened.assessment.form == form {
        return Ok(());
    }
    if !opened.allows(&mut tx, Act::Save).await? {
        return Err(review::refuse(app, tx, signed_in, &opened, Act::Save).await?);
    }
    store::set_form(&mut tx, id, form).await?;
    app.note(&mut tx, Some(signed_in.id), "assessment.form", &review::object(&opened.assessment), &form.as_str()).await?;
    tx.commit().await?;
    Ok(())
}

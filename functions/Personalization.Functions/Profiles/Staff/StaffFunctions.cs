using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Functions.Http;
using Personalization.Profiles.Staff;

namespace Personalization.Functions.Profiles.Staff;

/// <summary>What staff say of a person: tags, notes, loyalty. Each is an event, so that it survives a rebuild and is undone with a merge.</summary>
/// <param name="desk">Does the work.</param>
public sealed class StaffFunctions(StaffDesk desk)
{
    /// <summary>Puts a tag on: <c>{"author":"Nino","expires":"30d"}</c>.</summary>
    [Function("PutTag")]
    public Task<IResult> Tag(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/profiles/{id}/tags/{tag}")] HttpRequest request, string id, string tag, CancellationToken cancellationToken) =>
        desk.ChangeAsync(request, id, (body, moment) => StaffReader.Tag(tag, body.Span, moment.Now), cancellationToken);

    /// <summary>Takes a tag off: <c>{"author":"Nino"}</c>, or <c>?author=Nino</c>.</summary>
    [Function("DeleteTag")]
    public Task<IResult> Untag(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/profiles/{id}/tags/{tag}")] HttpRequest request, string id, string tag, CancellationToken cancellationToken) =>
        desk.ChangeAsync(request, id, (body, _) => StaffReader.Untag(tag, body.Span), cancellationToken);

    /// <summary>Adds a note: <c>{"author":"Nino","text":"Prefers to be called after six"}</c>.</summary>
    [Function("PostNote")]
    public Task<IResult> Note(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/profiles/{id}/notes")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        desk.ChangeAsync(request, id, (body, moment) => StaffReader.Note(moment.NewId, body.Span, moment.Now), cancellationToken, StatusCodes.Status201Created);

    /// <summary>Takes a note back: <c>{"author":"Nino"}</c>, or <c>?author=Nino</c>.</summary>
    [Function("DeleteNote")]
    public Task<IResult> RemoveNote(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/profiles/{id}/notes/{noteId}")] HttpRequest request, string id, string noteId,
        CancellationToken cancellationToken) =>
        StaffTexts.NoteId(noteId) is { } known
            ? desk.ChangeAsync(request, id, (body, _) => StaffReader.NoteRemoval(known, body.Span), cancellationToken)
            : Task.FromResult(Answers.Refusal(StaffDesk.UnknownNote));

    /// <summary>Says where the person stands: <c>{"author":"Nino","tier":"gold","points":120,"program":"Friends"}</c>.</summary>
    [Function("PutLoyalty")]
    public Task<IResult> Loyalty(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/profiles/{id}/loyalty")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        desk.ChangeAsync(request, id, (body, _) => StaffReader.Loyalty(body.Span), cancellationToken);
}

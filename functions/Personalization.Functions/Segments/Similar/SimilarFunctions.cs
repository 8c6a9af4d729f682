using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Catalog;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Functions.Profiles;
using Personalization.Profiles;
using Personalization.Segments.Similar;

namespace Personalization.Functions.Segments.Similar;

/// <summary>Customers like another, and what can be done with them in one step.</summary>
/// <param name="similar">Finds them.</param>
/// <param name="desk">Does it.</param>
/// <param name="profiles">People.</param>
/// <param name="catalog">Names of products.</param>
/// <param name="time">The clock.</param>
public sealed class SimilarFunctions(SimilarPeople similar, TagDesk desk, ProfileUpdater profiles, ICatalogStore catalog, TimeProvider time)
{
    private const int MostPeople = 50, UsualPeople = 10, MostBytes = 4096;

    private static readonly Problem Limit = new(400, "invalid-limit", "The limit cannot be used", $"limit is a whole number from 1 to {MostPeople}.", [new ProblemError("invalid", "limit", $"A whole number from 1 to {MostPeople}")]);
    private static readonly Problem NotYet = new(409, "no-population", "Nobody has been counted yet", "Likeness is looked up in the snapshot of all people, which the passes over segments make. Ask again after the first one.", RetryAfter: TimeSpan.FromSeconds(60));
    private static readonly Problem NoConsent = new(403, "no-consent", "The person has not agreed", "Only whoever has agreed to personalization, and not denied analytics, is likened to others.");
    private static readonly Problem Unreadable = new(400, "invalid-body", "The body cannot be read", """Send {"tag":"camping","author":"Nino","limit":20}; to undo, {"author":"Nino"}.""");

    /// <summary>People who buy and like what this one does, with what they share; <c>limit</c> 1 to 50.</summary>
    [Function("GetSimilarProfiles")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/profiles/{id}/similar")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        string asked = request.Query["limit"].ToString();
        int most = asked.Length == 0 ? UsualPeople : int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int said) ? said : 0;
        (Profile? profile, (IReadOnlyList<SimilarPerson> Found, int Among) like, Problem? problem) = await FindAsync(id, most, cancellationToken);
        return problem is not null ? Answers.Refusal(problem)
            : Answers.Json(SimilarBody.From(profile!.Key.Address, like.Found, like.Among, await catalog.CurrentAsync(cancellationToken)), WireJson.Relaxed.SimilarBody);
    }

    /// <summary>Tags them: <c>{"tag":"camping","author":"Nino","limit":20}</c>. The answer names the action, which can be taken back.</summary>
    [Function("TagSimilarProfiles")]
    public async Task<IResult> Tag(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/profiles/{id}/similar/tag")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await ReadAsync(request, WireJson.Relaxed.SimilarTagBody, cancellationToken) is not { Tag: { } tag, Author: { } author } body) return Answers.Refusal(Unreadable);
        (Profile? profile, (IReadOnlyList<SimilarPerson> Found, int Among) like, Problem? problem) = await FindAsync(id, body.Limit ?? UsualPeople, cancellationToken);
        if (problem is not null) return Answers.Refusal(problem);
        string key = request.Headers["Idempotency-Key"].ToString() is { Length: > 0 and <= 255 } sent ? sent : $"{tag}\n{author}\n{time.GetUtcNow().UtcTicks}";
        return Answer(await desk.TagAsync(StableHash.Hex($"{profile!.Key}\n{key}", 24), [.. like.Found.Select(one => one.Person)], tag, author, cancellationToken));
    }

    /// <summary>Takes an action back, exactly: <c>{"author":"Nino"}</c>.</summary>
    [Function("UndoAction")]
    public async Task<IResult> Undo(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/actions/{id}/undo")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        id.Length > 64 || !id.All(char.IsAsciiLetterOrDigit) || await ReadAsync(request, WireJson.Relaxed.UndoBody, cancellationToken) is not { Author: { } author }
            ? Answers.Refusal(Unreadable)
            : Answer(await desk.UndoAsync(id, author, cancellationToken));

    private async Task<(Profile? Profile, (IReadOnlyList<SimilarPerson> Found, int Among) Like, Problem? Problem)> FindAsync(string id, int most, CancellationToken cancellationToken)
    {
        if (PersonKey.Parse(id) is not { } key) return (null, default, ProfileProblems.Unreadable);
        if (most is < 1 or > MostPeople) return (null, default, Limit);
        Profile profile = (await profiles.ResolveAsync(key, cancellationToken)).Profile;
        if (profile.LastSeen is null) return (null, default, ProfileProblems.Unknown);
        if (!similar.May(profile)) return (null, default, NoConsent);
        return await similar.FindAsync(profile, most, cancellationToken) is { } found ? (profile, found, null) : (null, default, NotYet);
    }

    private static async Task<T?> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        if (await RequestBody.ReadAsync(request, MostBytes, cancellationToken) is not { } body) return null;
        try
        {
            return JsonSerializer.Deserialize(body.Span, type);
        }
        catch (JsonException)
        {
            return null; // The refusal says what a body looks like.
        }
    }

    private static IResult Answer(ActionResult result) =>
        result.Problem is { } problem ? Answers.Refusal(problem) : Answers.Json(ActionBody.From(result.Action!, result.Changed), WireJson.Relaxed.ActionBody);
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Functions.Http;
using Personalization.Profiles;

namespace Personalization.Functions.Profiles;

/// <summary>What the shop knows of a person.</summary>
/// <param name="profiles">Profiles.</param>
/// <param name="time">The clock.</param>
public sealed class ProfileFunctions(ProfileUpdater profiles, TimeProvider time)
{
    /// <summary>The profile of <c>user_id:...</c> or <c>anonymous_id:...</c>.</summary>
    [Function("GetProfile")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/profiles/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (PersonKey.Parse(id) is not { } key) return Answers.Refusal(ProfileProblems.Unreadable);
        StoredProfile stored = await profiles.ResolveAsync(key, cancellationToken);
        return stored.Profile.LastSeen is null
            ? Answers.Refusal(ProfileProblems.Unknown)
            : Answers.Json(ProfileBody.From(stored.Profile, time.GetUtcNow()), WireJson.Relaxed.ProfileBody);
    }
}

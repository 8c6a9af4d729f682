using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Profiles;

namespace Personalization.Functions.Profiles;

/// <summary>What the shop knows of a person.</summary>
/// <param name="profiles">Profiles.</param>
public sealed class ProfileFunctions(ProfileUpdater profiles)
{
    private static readonly Problem Unreadable = new(
        400, "invalid-profile-id", "The profile id cannot be read", "Use user_id:YOUR_ID, anonymous_id:DEVICE_ID, email:ADDRESS or phone:NUMBER, URL-encoded.");

    /// <summary>The profile of <c>user_id:...</c> or <c>anonymous_id:...</c>.</summary>
    [Function("GetProfile")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/profiles/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (PersonKey.Parse(id) is not { } key) return Answers.Refusal(Unreadable);
        StoredProfile stored = await profiles.ResolveAsync(key, cancellationToken);
        return stored.Profile.LastSeen is null
            ? Answers.Refusal(new Problem(404, "unknown-profile", "There is no such profile", "No event of this person has been processed."))
            : Answers.Json(ProfileBody.From(stored.Profile), WireJson.Relaxed.ProfileBody);
    }
}

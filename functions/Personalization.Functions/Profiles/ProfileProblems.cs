using Personalization.Common;

namespace Personalization.Functions.Profiles;

/// <summary>Why a request about a person cannot be answered.</summary>
internal static class ProfileProblems
{
    public static readonly Problem Unreadable = new(
        400, "invalid-profile-id", "The profile id cannot be read", "Use user_id:YOUR_ID, anonymous_id:DEVICE_ID, email:ADDRESS or phone:NUMBER, URL-encoded.");

    public static readonly Problem Unknown = new(404, "unknown-profile", "There is no such profile", "No event of this person has been processed.");
}

using System.Text.Json;
using Personalization.Common;
using Personalization.Profiles;

namespace Personalization.Privacy.Requests;

/// <summary>Reads requests about people: in our words, or in those of Segment's regulations.</summary>
public static class PrivacyWishReader
{
    private const int LongestId = 1024;

    private static readonly Dictionary<string, (PrivacyKind Kind, bool Suppress)> Kinds = new(StringComparer.Ordinal)
    {
        ["export"] = (PrivacyKind.Export, false),
        ["erase"] = (PrivacyKind.Erase, false),
        ["suppress"] = (PrivacyKind.Suppress, true),
        ["unsuppress"] = (PrivacyKind.Unsuppress, false),
        ["SUPPRESS_WITH_DELETE"] = (PrivacyKind.Erase, true),
        ["SUPPRESS_WITH_DELETE_INTERNAL"] = (PrivacyKind.Erase, true),
        ["DELETE_ONLY"] = (PrivacyKind.Erase, false),
        ["DELETE_INTERNAL"] = (PrivacyKind.Erase, false),
        ["SUPPRESS_ONLY"] = (PrivacyKind.Suppress, true),
        ["UNSUPPRESS"] = (PrivacyKind.Unsuppress, false),
    };

    /// <summary>The wish of a body, or what is wrong with it.</summary>
    public static (PrivacyWish? Wish, Problem? Problem) Read(ReadOnlyMemory<byte> body)
    {
        List<ProblemError> wrong = [];
        JsonElement root;
        try
        {
            root = JsonElement.Parse(body.Span);
        }
        catch (JsonException fault)
        {
            return (null, Wrong([new ProblemError("not_json", "", $"The body is not JSON: {fault.Message}")]));
        }
        if (root.ValueKind is not JsonValueKind.Object) return (null, Wrong([new ProblemError("wrong_type", "", "The body must be an object.")]));
        string? said = Text(root, "kind", wrong) ?? Text(root, "regulationType", wrong);
        if (said is null || !Kinds.TryGetValue(said, out (PrivacyKind Kind, bool Suppress) kind))
        {
            wrong.Add(new ProblemError("unknown", "/kind", "kind must be export, erase, suppress or unsuppress (or regulationType one of SUPPRESS_WITH_DELETE, DELETE_ONLY, SUPPRESS_ONLY, UNSUPPRESS)."));
            return (null, Wrong(wrong));
        }
        List<PersonKey> keys = [.. Keys(root, wrong)];
        List<string> addresses = [.. ((string[])["email", "phone"]).Select(name => Text(root, name, wrong)).OfType<string>()];
        if (keys.Count + addresses.Count == 0 && wrong.Count == 0)
            wrong.Add(new ProblemError("missing", "/person", "Say whom it is about: person as user_id:YOUR_ID or anonymous_id:DEVICE_ID; or userId, anonymousId, email, phone."));
        bool suppress = kind.Suppress || (root.TryGetProperty("suppress", out JsonElement also) && also.ValueKind is JsonValueKind.True);
        return wrong.Count > 0 ? (null, Wrong(wrong)) : (new PrivacyWish(kind.Kind, suppress, keys, addresses), null);
    }

    private static IEnumerable<PersonKey> Keys(JsonElement root, List<ProblemError> wrong)
    {
        if (Text(root, "person", wrong) is { } person)
        {
            if (PersonKey.Parse(person) is { } key) yield return key;
            else wrong.Add(new ProblemError("unreadable", "/person", "person is user_id:YOUR_ID, anonymous_id:DEVICE_ID, email:ADDRESS or phone:NUMBER."));
        }
        if (Text(root, "userId", wrong) is { } user) yield return PersonKey.User(user);
        if (Text(root, "anonymousId", wrong) is { } device) yield return PersonKey.Anonymous(device);
        if (Text(root, "email", []) is { } email && PersonKey.Parse("email:" + email) is { } mailbox) yield return mailbox;
        if (Text(root, "phone", []) is { } phone && PersonKey.Parse("phone:" + phone) is { } telephone) yield return telephone;
        if (!root.TryGetProperty("subjectIds", out JsonElement subjects)) yield break;
        if (subjects.ValueKind is JsonValueKind.Array && subjects.GetArrayLength() == 1 && subjects[0].ValueKind is JsonValueKind.String && subjects[0].GetString() is { Length: > 0 and <= LongestId } subject)
            yield return Text(root, "subjectType", wrong) is "ANONYMOUS_ID" ? PersonKey.Anonymous(subject) : PersonKey.User(subject);
        else wrong.Add(new ProblemError("wrong_type", "/subjectIds", "subjectIds must be a list with one id: send one request for each person, so that each has a receipt."));
    }

    private static string? Text(JsonElement root, string name, List<ProblemError> wrong)
    {
        if (!root.TryGetProperty(name, out JsonElement value) || value.ValueKind is JsonValueKind.Null) return null;
        if (value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 and <= LongestId } text) return text;
        wrong.Add(new ProblemError("wrong_type", "/" + name, $"{name} must be a text of 1 to {LongestId} characters."));
        return null;
    }

    private static Problem Wrong(List<ProblemError> errors) => new(400, "invalid-privacy-request", "The request cannot be read", errors[0].Detail, errors);
}

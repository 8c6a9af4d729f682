using System.Text;
using Personalization.Common;
using Personalization.Common.Documents;
using Personalization.Profiles.Staff;

namespace Personalization.Profiles.Identity;

/// <summary>What a merchant asks about identities.</summary>
/// <param name="From">What is to be merged; the merge or entry itself names it where it is not given.</param>
/// <param name="Into">Into what.</param>
/// <param name="Author">Who asks.</param>
/// <param name="Reason">Why.</param>
/// <param name="Force">True to merge in spite of guards.</param>
public sealed record IdentityRequest(PersonKey From, PersonKey Into, string Author, string Reason, bool Force);

/// <summary>A request that was read, or why it cannot be.</summary>
/// <param name="Request">The request.</param>
/// <param name="Problem">What is wrong with each field.</param>
public sealed record IdentityReading(IdentityRequest? Request, Problem? Problem);

/// <summary>Reads what merchants send about identities.</summary>
public static class IdentityReader
{
    /// <summary>The largest body.</summary>
    public const int Bytes = 8 * 1024;

    private const int ReasonLength = 500;
    private const int AddressLength = 300;
    private const string AddressIs = "a profile such as user_id:42, email:ana@example.com, phone:+995599123456 or anonymous_id:abc";

    /// <summary>A merge to look at: <c>{"from":"anonymous_id:d1","into":"user_id:42"}</c>.</summary>
    public static IdentityReading Preview(ReadOnlySpan<byte> body) => Read(body, "A preview", fields => new IdentityRequest(Person(fields, "from"), Person(fields, "into"), "", "", false));

    /// <summary>A merge to make: <c>{"from":"...","into":"...","author":"Nino","reason":"Same card at the till","force":false}</c>.</summary>
    public static IdentityReading Merge(ReadOnlySpan<byte> body) =>
        Read(body, "A merge", fields => new IdentityRequest(Person(fields, "from"), Person(fields, "into"), Author(fields), Reason(fields), fields.Flag("force") ?? false));

    /// <summary>Word on something that has an id: <c>{"author":"Nino","reason":"Two sisters"}</c>.</summary>
    public static IdentityReading Word(ReadOnlySpan<byte> body) => Read(body, "This request", fields => new IdentityRequest(default, default, Author(fields), Reason(fields), false));

    private static string Reason(DocumentFields fields) => fields.Text("reason", "why, in words", true, ReasonLength) ?? "";

    private static string Author(DocumentFields fields)
    {
        string? said = fields.Text("author", "who says so", true, ProfileLimits.NameLength);
        if (said is not null && StaffTexts.Name(said) is null) fields.Wrong("author", "author is a name in letters, without control characters");
        return said is null ? "" : StaffTexts.Name(said) ?? "";
    }

    private static PersonKey Person(DocumentFields fields, string name)
    {
        if (fields.Text(name, AddressIs, true, AddressLength) is not { } address) return default;
        if (PersonKey.Parse(address) is { } key) return key;
        fields.Wrong(name, $"{name} is {AddressIs}");
        return default;
    }

    private static IdentityReading Read(ReadOnlySpan<byte> body, string what, Func<DocumentFields, IdentityRequest> read)
    {
        DocumentFindings findings = new();
        IdentityRequest? request = null;
        if (DocumentParser.Parse(Encoding.UTF8.GetString(body), findings) is { } root && DocumentFields.Of(root, "", findings, what) is { } fields)
        {
            request = read(fields);
            fields.Finish(what);
            if (!findings.Any && request.From.Value is not null && request.From == request.Into) fields.Wrong("into", "from and into are the same profile");
        }
        return findings.Any
            ? new IdentityReading(null, new Problem(
                400, "invalid-identity-request", "The request cannot be read", string.Join(" ", findings.All.Select(one => one.Detail + ".")),
                [.. findings.All.Select(one => new ProblemError(one.Code, one.Pointer, one.Detail))]))
            : new IdentityReading(request, null);
    }
}

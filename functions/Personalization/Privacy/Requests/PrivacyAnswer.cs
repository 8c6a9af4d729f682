using Personalization.Common;

namespace Personalization.Privacy.Requests;

/// <summary>What somebody of the shop says to a request that waits.</summary>
/// <param name="By">Who.</param>
/// <param name="IsDone">Whether what was asked for is done; otherwise it does not concern this shop.</param>
public sealed record PrivacyAnswer(string By, bool IsDone)
{
    private const int LongestName = 100;

    /// <summary>Reads <c>{"by":"..","answer":"done"}</c> or <c>not_ours</c>; null for anything else.</summary>
    public static PrivacyAnswer? Read(ReadOnlyMemory<byte> body)
    {
        if (JsonBody.Parse(body) is not { Fault: null } json) return null;
        List<ProblemError> errors = [];
        JsonFields fields = new(json.Root, "", errors);
        string? by = fields.Text("by", LongestName), answer = fields.OneOf("answer", ["done", "not_ours"]);
        fields.RefuseOthers();
        return errors.Count == 0 && by is not null && answer is not null ? new PrivacyAnswer(by, answer == "done") : null;
    }

    /// <summary>Whether a text may be the id of a request.</summary>
    public static bool IsId(string id) => id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}

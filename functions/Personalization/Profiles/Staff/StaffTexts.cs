using System.Globalization;
using System.Text;

namespace Personalization.Profiles.Staff;

/// <summary>How staff's texts are written, so that one thing has one name.</summary>
public static class StaffTexts
{
    // Persian words need it within them.
    private const char NonJoiner = '\u200c';

    /// <summary>A tag in the form in which it is kept: lower case, composed, without spaces around it. Null for what is no tag.</summary>
    public static string? Tag(string written)
    {
        if (written.Length > 4 * ProfileLimits.TagLength || !IsText(written)) return null;
        string tag = written.Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant();
        return tag.Length is > 0 and <= ProfileLimits.TagLength && tag.All(IsOfTag) ? tag : null;
    }

    /// <summary>The id of a note: 1 to 40 letters, digits or hyphens; null for what is none.</summary>
    public static string? NoteId(string written) => written.Length is > 0 and <= 40 && written.All(one => char.IsAsciiLetterOrDigit(one) || one is '-') ? written : null;

    /// <summary>A name of at most <see cref="ProfileLimits.NameLength"/> characters without control characters; null for what is none.</summary>
    public static string? Name(string? written) =>
        written?.Trim() is { Length: > 0 and <= ProfileLimits.NameLength } name && IsText(name) && !name.Any(char.IsControl) ? name : null;

    private static bool IsOfTag(char one) =>
        char.IsLetterOrDigit(one) || one is ' ' or '-' or '_' or '.' or ':' or '+' or '&' or NonJoiner
        || char.GetUnicodeCategory(one) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // Half a surrogate pair cannot be normalised or stored.
    private static bool IsText(string written) =>
        !written.Where((one, place) => char.IsHighSurrogate(one) ? place + 1 >= written.Length || !char.IsLowSurrogate(written[place + 1])
            : char.IsLowSurrogate(one) && (place == 0 || !char.IsHighSurrogate(written[place - 1]))).Any();
}

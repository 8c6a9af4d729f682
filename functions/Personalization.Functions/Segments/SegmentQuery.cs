using System.Globalization;
using Microsoft.AspNetCore.Http;
using Personalization.Common;

namespace Personalization.Functions.Segments;

/// <summary>Reads numbers of a query.</summary>
internal static class SegmentQuery
{
    /// <summary>A whole number; the usual one where nothing is said, null where it is none or out of bounds.</summary>
    public static int? Whole(HttpRequest request, string name, int least, int most, int usual) =>
        request.Query[name].ToString() is not { Length: > 0 } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most ? number : null;

    public static Problem Wrong(string name, int least, int most) => new(400, "invalid-query", $"{name} cannot be used", $"{name} is a whole number from {least} to {most}.");
}

using System.Globalization;
using System.Text;

namespace Personalization.LocalHost.Tables;

/// <summary>An address to which query parameters are appended, escaped, where they have a value.</summary>
internal sealed class QueryAddress(string path)
{
    // The service's own limit; a page may always be shorter.
    private const int LargestPage = 1000;

    private readonly StringBuilder text = new(path);
    private char separator = '?';

    public void Append(string name, string? value)
    {
        if (string.IsNullOrEmpty(value)) return;
        text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
        separator = '&';
    }

    public void AppendTop(int? size)
    {
        if (size is not { } count) return;
        if (count is < 1 or > LargestPage) throw TableErrors.Refused("OutOfRangeInput", $"A page has 1 to {LargestPage} rows, not {count}");
        Append("$top", count.ToString(CultureInfo.InvariantCulture));
    }

    public override string ToString() => text.ToString();
}

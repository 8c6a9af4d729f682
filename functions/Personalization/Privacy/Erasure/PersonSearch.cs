using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Privacy.Erasure;

/// <summary>
/// Finds a person's identifiers among bytes. What is found stands by itself: <c>ana</c> is not found in <c>susana</c> nor <c>user-1</c> in
/// <c>user-12</c>. An id of few characters, which would be found everywhere, counts only where it stands as an id: quoted, or behind a kind of key.
/// Addresses are found however they are written: e-mail addresses in any case, telephone numbers with any marks between their digits.
/// </summary>
public sealed class PersonSearch
{
    /// <summary>Characters from which on an id is looked for by itself.</summary>
    public const int ShortestBare = 6;

    /// <summary>Bytes of the longest identifier looked for: readers of large things overlap their parts by as many.</summary>
    public const int Longest = 2048;

    // As in +995 (555).
    private const int MostMarks = 3;

    private readonly byte[][] bare;
    private readonly byte[][] exact;
    private readonly byte[][] mails;
    private readonly byte[][] numbers;

    /// <summary>For one person.</summary>
    public PersonSearch(PersonIdentity person)
    {
        HashSet<string> alone = [], whole = [], letters = [], digits = [];
        foreach (PersonKey key in person.Keys)
        {
            alone.Add(key.StorageKey);
            Add(key.Id);
            if (key.Id.Length >= ShortestBare) continue;
            whole.UnionWith([$"\"{key.Address}\"", $"\"{key.Value}\""]);
        }
        foreach (string address in person.Addresses)
        {
            Add(address);
            string normal = PersonNames.Normal(address);
            Add(normal);
            if (normal.Contains('@', StringComparison.Ordinal)) letters.UnionWith(Spellings(normal));
            else if (Identifiers.Phone(normal) is { } number) digits.Add(number.TrimStart('+'));
        }
        (bare, exact, mails, numbers) = (Bytes(alone), Bytes(whole), Bytes(letters), Bytes(digits));

        void Add(string id)
        {
            foreach (string spelled in Spellings(id))
                if (id.Length >= ShortestBare) alone.Add(spelled);
                else whole.Add($"\"{spelled}\"");
        }
    }

    /// <summary>Whether any identifier stands among the bytes.</summary>
    public bool IsIn(ReadOnlySpan<byte> bytes)
    {
        foreach (byte[] one in exact)
            if (bytes.IndexOf(one) >= 0) return true;
        foreach (byte[] one in bare)
            if (StandsIn(bytes, one)) return true;
        foreach (byte[] one in mails)
            if (AnyCase(bytes, one)) return true;
        foreach (byte[] one in numbers)
            if (AnyMarks(bytes, one)) return true;
        return false;
    }

    // By the mark in it, which is looked for fast, and the letters around that.
    private static bool AnyCase(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> mail)
    {
        int mark = mail.IndexOfAny((byte)'@', (byte)'%');
        for (int from = 0; bytes[from..].IndexOf(mail[mark]) is var at and >= 0; from += at + 1)
        {
            int start = from + at - mark, end = start + mail.Length;
            if (start < 0 || end > bytes.Length || !Ascii.EqualsIgnoreCase(bytes[start..end], mail)) continue;
            if ((start == 0 || !IsOfWord(bytes[start - 1])) && (end == bytes.Length || !IsOfWord(bytes[end]))) return true;
        }
        return false;
    }

    private static bool AnyMarks(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> digits)
    {
        for (int from = 0; bytes[from..].IndexOf(digits[0]) is var at and >= 0; from += at + 1)
        {
            int start = from + at, next = start, found = 0, marks = 0;
            for (; next < bytes.Length && found < digits.Length && marks <= MostMarks; next++)
            {
                if (bytes[next] == digits[found]) (found, marks) = (found + 1, 0);
                else if (" -().+/".Contains((char)bytes[next], StringComparison.Ordinal)) marks++;
                else break;
            }
            if (found == digits.Length && (next == bytes.Length || !char.IsAsciiDigit((char)bytes[next])) && !IsMiddle(bytes[..start])) return true;
        }
        return false;
    }

    // 00 in front says no more than +.
    private static bool IsMiddle(ReadOnlySpan<byte> before) => !before.IsEmpty && char.IsAsciiDigit((char)before[^1]) && !before.EndsWith("00"u8);

    private static bool StandsIn(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> one)
    {
        for (int from = 0; bytes[from..].IndexOf(one) is var at and >= 0; from += at + 1)
        {
            int start = from + at, end = start + one.Length;
            if ((start == 0 || !IsOfWord(bytes[start - 1])) && (end == bytes.Length || !IsOfWord(bytes[end]))) return true;
        }
        return false;
    }

    private static bool IsOfWord(byte letter) => char.IsAsciiLetterOrDigit((char)letter);

    // As it is, and as it stands in JSON.
    private static IEnumerable<string> Spellings(string id) =>
        ((string[])[id, JsonEncodedText.Encode(id).Value, JsonEncodedText.Encode(id, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value, Uri.EscapeDataString(id)]).Distinct(StringComparer.Ordinal);

    private static byte[][] Bytes(HashSet<string> texts) => [.. texts.Select(Encoding.UTF8.GetBytes).Where(one => one.Length is > 0 and <= Longest)];
}

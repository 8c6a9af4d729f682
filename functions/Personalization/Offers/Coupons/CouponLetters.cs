namespace Personalization.Offers.Coupons;

/// <summary>Letters of codes that people read and type.</summary>
internal static class CouponLetters
{
    // Without letters that are taken for digits, or make words.
    private const string Letters = "23456789BCDFGHJKMNPQRSTVWXYZ";

    public static int Count => Letters.Length;

    /// <summary>A letter for each of the bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[bytes.Length];
        for (int place = 0; place < text.Length; place++) text[place] = Letters[bytes[place] % Letters.Length];
        return new string(text);
    }

    /// <summary>A number as so many letters; throws where it does not fit.</summary>
    public static string Of(int number, int length)
    {
        Span<char> text = stackalloc char[length];
        for (int place = length - 1; place >= 0; place--, number /= Letters.Length) text[place] = Letters[number % Letters.Length];
        return number == 0 ? new string(text) : throw new ArgumentOutOfRangeException(nameof(number), "It has more letters");
    }

    /// <summary>The number of letters, or -1 for others.</summary>
    public static int Number(ReadOnlySpan<char> text)
    {
        int number = 0;
        foreach (char one in text)
        {
            int letter = Letters.IndexOf(one, StringComparison.Ordinal);
            if (letter < 0) return -1;
            number = (number * Letters.Length) + letter;
        }
        return number;
    }
}

using System.Collections.Frozen;
using System.Text;

namespace Personalization.Assistant.Shoppers;

/// <summary>How a language sounds in its own letters and in Latin ones, roughly: both are brought to the same few signs, vowels among them as <c>a e i o u</c>.</summary>
/// <param name="Language">The language.</param>
/// <param name="Letters">Signs of its letters; those of two letters come first.</param>
/// <param name="Latin">Signs of Latin letters, the longest first.</param>
internal sealed record LatinLetters(string Language, FrozenDictionary<string, string> Letters, FrozenDictionary<string, string> Latin)
{
    private const int Longest = 4;
    private const string Vowels = "aeiou";
    private const string Common = "a=a b=b c=k d=d e=e f=f g=g h=h i=i j=Z k=k l=l m=m n=n o=o p=p q=k r=r s=s t=t u=u v=v w=v x=h y=i z=z ";
    private const string Arabic = "ا=a آ=a أ=a إ=a ب=b ت=t ث=s ج=j ح=h خ=X د=d ذ=z ر=r ز=z س=s ش=W ص=s ض=d ط=t ظ=z ع= غ=G ف=f ق=q ك=k ک=k ل=l م=m ن=n ه=h ة=a و=u ي=i ی=i ى=i ء= ئ=i ؤ=u پ=p چ=C ژ=Z گ=g ";

    /// <summary>The languages that people write in Latin letters.</summary>
    public static LatinLetters[] All { get; } =
    [
        Of("el", "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=T ι=i κ=k λ=l μ=m ν=n ξ=ks ο=o π=p ρ=r σ=s τ=t υ=i φ=f χ=h ψ=ps ω=o μπ=b ντ=d γκ=g γγ=g ου=u ει=i οι=i αι=e αυ=av ευ=ev",
            Common + "mp=b nt=d gk=g gg=g th=T ph=f ch=h ks=ks ps=ps ou=u ei=i oi=i ai=e au=av eu=ev w=o 8=T 3=ks"),
        Of("ru", "а=a б=b в=v г=g д=d е=e ж=Z з=z и=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=c ч=C ш=W щ=S ъ= ы=i ь= э=e ю=u я=a",
            Common + "shch=S sch=S sh=W ch=C zh=Z kh=h ts=c tz=c c=c yu=u ju=u iu=u ya=a ja=a ia=a yo=e jo=e ye=e je=e j=i"),
        Of("fa", Arabic + "ض=z ث=s ق=G غ=G ذ=z",
            Common + "kh=X gh=G q=G sh=W ch=C zh=Z j=j v=u w=u oo=u ee=i ou=u ey=i x=X '="),
        Of("ar", Arabic,
            Common + "kh=X gh=G sh=W ch=W th=s dh=d q=q j=j w=u oo=u ee=i ou=u ai=i ay=i x=ks 2= 3= 5=X 7=h 9=s 6=t '="),
    ];

    /// <summary>A word in the language's own letters, by its signs.</summary>
    public string SignsOf(string word) => Read(word.Length > 2 && word[^1] is 'ه' ? word[..^1] + 'ا' : word, Letters);

    /// <summary>A word in Latin letters, by its signs.</summary>
    public string SignsOfLatin(string word) => Read(word, Latin);

    /// <summary>The signs without vowels, and without what is said twice.</summary>
    public static string Bones(string signs)
    {
        StringBuilder bones = new();
        foreach (char sign in signs)
            if (!Vowels.Contains(sign, StringComparison.Ordinal) && (bones.Length == 0 || bones[^1] != sign)) bones.Append(sign);
        return bones.ToString();
    }

    private static string Read(string word, FrozenDictionary<string, string> table)
    {
        StringBuilder signs = new();
        for (int at = 0; at < word.Length;)
        {
            int length = Math.Min(Longest, word.Length - at);
            while (length > 1 && !table.ContainsKey(word.Substring(at, length))) length--;
            signs.Append(table.GetValueOrDefault(word.Substring(at, length), ""));
            at += length;
        }
        return signs.ToString();
    }

    private static LatinLetters Of(string language, string letters, string latin) => new(language, Table(letters), Table(latin));

    private static FrozenDictionary<string, string> Table(string written)
    {
        Dictionary<string, string> table = new(StringComparer.Ordinal);
        foreach (string pair in written.Split(' ', StringSplitOptions.RemoveEmptyEntries)) table[pair.Split('=')[0]] = pair.Split('=')[1];
        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

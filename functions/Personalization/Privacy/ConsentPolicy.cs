using System.Collections.Immutable;

namespace Personalization.Privacy;

/// <summary>What the shop does where a person has said nothing about a purpose. By default nothing is allowed.</summary>
public sealed class ConsentPolicy
{
    private static readonly Purpose[] Nameable = [Purpose.Analytics, Purpose.Personalization];

    /// <summary>Throws <see cref="ArgumentException"/> for a purpose that nobody may assume.</summary>
    /// <param name="allowed">Purposes that the shop has another lawful basis for, until the person objects.</param>
    public ConsentPolicy(params IEnumerable<Purpose> allowed)
    {
        Allowed = [.. allowed];
        if (Allowed.Except(Nameable) is [var first, ..])
            throw new ArgumentException($"{Consents.NameOf(first)} needs a yes of the person; only analytics and personalization may be allowed until somebody objects", nameof(allowed));
    }

    /// <summary>Nothing without a word of the person.</summary>
    public static ConsentPolicy Strict { get; } = new();

    /// <summary>What is allowed until the person objects: at most analytics and personalization.</summary>
    public ImmutableSortedSet<Purpose> Allowed { get; }

    /// <summary>Reads a list of purposes, separated by commas. Throws <see cref="ArgumentException"/>, in words, for one that is not known or may not be named.</summary>
    public static ConsentPolicy Parse(string? list)
    {
        List<Purpose> allowed = [];
        foreach (string name in (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            allowed.Add(Consents.PurposeOf(name) ?? throw new ArgumentException($"{name} is no purpose; analytics and personalization may be named", nameof(list)));
        return new ConsentPolicy(allowed);
    }
}

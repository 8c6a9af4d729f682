using Personalization.Profiles;

namespace Personalization.Privacy;

/// <summary>
/// One person's consent to one purpose, as a value that only <see cref="Consents"/> makes out of what the person said: it has no constructor that
/// anybody else could call. What must not happen without consent takes one as an argument, and then it cannot be called without.
/// </summary>
/// <typeparam name="TPurpose">The purpose.</typeparam>
public sealed class Permission<TPurpose>
    where TPurpose : IPurpose
{
    private Permission(PersonKey person, string basis) => (Person, Basis) = (person, basis);

    /// <summary>Whose it is.</summary>
    public PersonKey Person { get; }

    /// <summary>What it rests on: <c>granted</c> or <c>subscribed</c> by the person, or <c>policy</c> of the shop where nothing was said.</summary>
    public string Basis { get; }

    /// <summary>Throws <see cref="ArgumentException"/> where it is used for somebody else.</summary>
    public void Demand(PersonKey person)
    {
        if (person != Person) throw new ArgumentException("The permission is another person's", nameof(person));
    }

    internal static Permission<TPurpose>? Of(Consents consents) => consents.BasisOf(TPurpose.Purpose) is { } basis ? new(consents.Person, basis) : null;
}

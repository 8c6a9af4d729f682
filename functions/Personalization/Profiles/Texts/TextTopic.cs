using System.Collections.Immutable;
using Personalization.Common;
using Personalization.Profiles.Preferences;

namespace Personalization.Profiles.Texts;

/// <summary>Something that people speak of in reviews and chats, and what it says of the products that they want.</summary>
/// <param name="Id">Its name; the trait is <c>taste:text:ID</c>.</param>
/// <param name="Said">What staff and the person read.</param>
/// <param name="Phrases">Words that speak of it, in any language; one that ends in <c>*</c> stands for all words that begin so.</param>
/// <param name="Weights">What it says for and against products; empty for what is only good to know.</param>
public sealed record TextTopic(string Id, LocalText Said, ImmutableArray<string> Phrases, ImmutableArray<TasteWeight> Weights)
{
    /// <summary>What the names of these traits begin with. Storage format.</summary>
    public const string Prefix = DeclaredNames.Taste + "text:";
}

/// <summary>Words that turn what stands beside them into its opposite.</summary>
/// <param name="Before">Those that stand before it, such as "not".</param>
/// <param name="After">Those that stand behind it, as verbs do in some languages.</param>
/// <param name="But">Those that take this back, such as "only" in "not only".</param>
public sealed record Negations(ImmutableArray<string> Before, ImmutableArray<string> After, ImmutableArray<string> But);

/// <summary>A shop's topics, and what they are for.</summary>
/// <param name="Purpose">What such traits are used for, as people read it.</param>
/// <param name="Topics">Topics.</param>
/// <param name="Negations">What denies one.</param>
public sealed record TextTopics(LocalText Purpose, ImmutableArray<TextTopic> Topics, Negations Negations);

/// <summary>What bounds topics and texts.</summary>
public static class TextLimits
{
    /// <summary>Bytes of a definition.</summary>
    public const int DefinitionBytes = 128 * 1024;

    /// <summary>Topics of a shop.</summary>
    public const int Topics = 60;

    /// <summary>Phrases of a topic in a language.</summary>
    public const int Phrases = 40;

    /// <summary>Characters of a phrase, and of a topic's text.</summary>
    public const int PhraseLength = 60;

    /// <summary>Words of a phrase.</summary>
    public const int PhraseWords = 4;

    /// <summary>Weights of a topic.</summary>
    public const int Weights = 8;

    /// <summary>Languages of a text.</summary>
    public const int Languages = 20;

    /// <summary>Characters of a review or message that are read.</summary>
    public const int TextLength = 4000;

    /// <summary>Topics taken of one text: those it speaks of most.</summary>
    public const int TopicsOfText = 5;

    /// <summary>Characters of the purpose.</summary>
    public const int PurposeLength = 200;
}

using System.Collections.Immutable;

namespace Personalization.Assistant.Tools;

/// <summary>What calling a tool may do.</summary>
public enum ToolKind
{
    /// <summary>Tells something; runs at once.</summary>
    Read,

    /// <summary>Would change something: gives a proposal, which somebody has to approve.</summary>
    Write,
}

/// <summary>The form of an argument.</summary>
public enum ToolType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Several texts.</summary>
    TextList,

    /// <summary>A JSON object whose form the tool itself checks.</summary>
    Object,
}

/// <summary>An argument of a tool.</summary>
/// <param name="Name">Its name, in snake_case.</param>
/// <param name="Type">Its form.</param>
/// <param name="Description">What it means, for a model to read.</param>
public sealed record ToolParameter(string Name, ToolType Type, string Description)
{
    /// <summary>Whether it has to be there.</summary>
    public bool Required { get; init; }

    /// <summary>The only texts that are taken; none for any.</summary>
    public ImmutableArray<string> OneOf { get; init; } = [];

    /// <summary>The least number.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>The greatest number.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Characters of a text, and texts of a list, at most.</summary>
    public int MaxLength { get; init; } = 200;
}

/// <summary>A tool as models, MCP clients and the engine without a model see it.</summary>
/// <param name="Name">Its name, in snake_case; the same everywhere.</param>
/// <param name="Audience">Who may have it called.</param>
/// <param name="Kind">Whether it tells or changes something.</param>
/// <param name="Title">A few words for people.</param>
/// <param name="Description">What it does and when to call it, for a model to read.</param>
/// <param name="Parameters">Its arguments; everything else is refused.</param>
public sealed record ToolDefinition(
    string Name, AssistantAudience Audience, ToolKind Kind, string Title, string Description, ImmutableArray<ToolParameter> Parameters);

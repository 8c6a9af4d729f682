namespace Personalization.Common;

/// <summary>A refusal that its receiver can act on; becomes RFC 9457 problem+json at the edge.</summary>
/// <param name="Status">HTTP status, 4xx or 5xx.</param>
/// <param name="Code">Stable name of the problem; the last part of its <c>type</c>.</param>
/// <param name="Title">What is wrong, the same for every occurrence.</param>
/// <param name="Detail">What is wrong here and what to do about it.</param>
/// <param name="Errors">The fields concerned, if any.</param>
/// <param name="RetryAfter">When it is worth trying again, if it is.</param>
public sealed record Problem(int Status, string Code, string Title, string Detail, IReadOnlyList<ProblemError>? Errors = null, TimeSpan? RetryAfter = null);

/// <summary>One field that a problem is about.</summary>
/// <param name="Code">Stable name of the kind of error.</param>
/// <param name="Pointer">RFC 6901 pointer, or the name of a query parameter.</param>
/// <param name="Detail">What is wrong with it.</param>
/// <param name="Line">Line of the text, from 1, where there is one.</param>
/// <param name="Column">Column, from 1.</param>
public sealed record ProblemError(string Code, string Pointer, string Detail, int? Line = null, int? Column = null);

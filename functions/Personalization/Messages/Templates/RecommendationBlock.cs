namespace Personalization.Messages.Templates;

/// <summary>What <c>{{> recommendations}}</c> stands for: the products that the caller gives as <c>recommendations</c>; nothing where it gives none.</summary>
internal static class RecommendationBlock
{
    public const string Html =
        "{{#if recommendations}}<table role=\"presentation\" dir=\"{{dir}}\">{{#each recommendations}}<tr>"
        + "{{#if image}}<td><a href=\"{{link url}}\"><img src=\"{{link image}}\" alt=\"{{title}}\" width=\"96\"></a></td>{{/if}}"
        + "<td><a href=\"{{link url}}\">{{title}}</a>{{#if price}}<br>{{price}}{{/if}}</td></tr>{{/each}}</table>{{/if}}";

    public const string Text = "{{#each recommendations}}* {{title}}{{#if price}} {{price}}{{/if}}\n  {{link url}}\n{{/each}}";
}

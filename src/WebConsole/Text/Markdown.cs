using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace WebConsole.Text;

/// <summary>Notes of people as HTML, of which nothing runs and nothing is loaded: whoever may define a machine may write them.</summary>
/// <seealso href="https://spec.commonmark.org/0.31.2/"/>
public static class Markdown
{
    private const int Longest = 64 * 1024;

    // Without HTML; tables, lists of tasks, and addresses that are typed as they are.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseTaskLists().UseAutoLinks().UseEmphasisExtras().Build();

    /// <summary>The text in HTML. Markup in it is shown as it was typed; a link leads to the web or to a mailbox, a picture is its text.</summary>
    public static string ToHtml(string text)
    {
        text = text.Length > Longest ? text[..Longest] : text;
        try
        {
            var document = Markdig.Markdown.Parse(text, Pipeline);
            // The page's own headings stand above.
            foreach (var heading in document.Descendants<HeadingBlock>())
                heading.Level = Math.Min(heading.Level + 2, 6);
            foreach (var link in document.Descendants<LinkInline>().ToList())
                Disarm(link);
            foreach (var link in document.Descendants<AutolinkInline>().ToList())
                Disarm(link);
            // It would become a class of the page's own, such as one that covers the page.
            foreach (var code in document.Descendants<FencedCodeBlock>())
                code.SetAttributes(new HtmlAttributes());
            using var writer = new StringWriter();
            var renderer = new HtmlRenderer(writer);
            Pipeline.Setup(renderer);
            renderer.Render(document);
            return writer.ToString();
        }
        // Markdig bounds how deep a text nests.
        catch (ArgumentException)
        {
            return $"<p>{System.Net.WebUtility.HtmlEncode(text)}</p>";
        }
    }

    /// <summary>A picture would be loaded from elsewhere, which tells who looks; other schemes run scripts or programs.</summary>
    private static void Disarm(LinkInline link)
    {
        if (link.IsImage || !IsOfTheWeb(link.Url))
        {
            var words = new ContainerInline();
            link.ReplaceBy(words, copyChildren: true);
            return;
        }
        LeadOut(link);
    }

    private static void Disarm(AutolinkInline link)
    {
        if (link.IsEmail)
            return;
        if (IsOfTheWeb(link.Url))
            LeadOut(link);
        else
            link.ReplaceBy(new LiteralInline(link.Url));
    }

    private static void LeadOut(Inline link)
    {
        var attributes = link.GetAttributes();
        attributes.AddPropertyIfNotExist("rel", "noopener noreferrer nofollow");
        attributes.AddPropertyIfNotExist("target", "_blank");
    }

    private static bool IsOfTheWeb(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeMailto);
}

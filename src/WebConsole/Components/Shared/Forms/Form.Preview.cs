namespace WebConsole.Components.Shared.Forms;

// What is said of values that are refused.
public sealed partial class Form
{
    private int Refused => State.Fields.Count(other => other.Error is not null);

    /// <summary>The preview does not say what a refused value would do, but why it is refused, since the field may be out of sight. A page's summary lists the mistakes itself.</summary>
    private FormPreview? Shown
    {
        get
        {
            var preview = Preview?.Invoke();
            return Preview is null || Summary is not null || State.Fields.Select(other => other.Error).OfType<string>().FirstOrDefault() is not { } mistake ? preview
                : (preview ?? new FormPreview("")) with { Sentence = Text["Not possible yet: {0}", mistake], Warns = true };
        }
    }
}

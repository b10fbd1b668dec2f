using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using WebConsole.Components.Shared.Forms;
using WebConsole.ComponentTests.Support;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

/// <summary>A file is picked, and then its upload is watched.</summary>
public sealed class UploadFieldTests : FormContext
{
    private PickedFile? _file;

    [Fact]
    public async Task File_IsNamedWithItsSize_AndCanBeRemoved()
    {
        var field = Show(null);

        Pick(field, "debian.iso", "content");

        Assert.Equal(new PickedFile("debian.iso", 7), _file);
        Assert.Contains("debian.iso", field.Find("[data-testid=upload]").TextContent, StringComparison.Ordinal);
        Assert.Equal(1, State.Changes);

        await field.ActAsync(() => field.Find("[data-testid=upload-remove]"), remove => remove.Click());

        Assert.Null(_file);
        Assert.Single(field.FindAll("input[type=file]"));
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("more than fits", "At most 10 B.")]
    public void FileThatDoesNotFit_IsRefusedAtOnce(string content, string error)
    {
        var field = Show(null, max: 10);

        Pick(field, "a.img", content);

        Assert.Equal(error, field.Find("[data-testid=field-error]").TextContent);
    }

    [Theory]
    [InlineData(UploadState.Sending, "sending", "3 MiB of 4 MiB", "upload-pause")]
    [InlineData(UploadState.Paused, "paused", "paused at 3 MiB of 4 MiB", "upload-resume")]
    [InlineData(UploadState.Failed, "failed", "failed: no space left", "upload-resume")]
    public void Upload_SaysHowFarItIs_AndWhatCanBeDone(UploadState state, string token, string words, string button)
    {
        _file = new PickedFile("<b>.img", 4 << 20);

        var field = Show(new Upload(state, 3 << 20, "no space left"));

        var shown = field.Find("[data-testid=upload]");
        Assert.Equal(token, shown.GetAttribute("data-state"));
        Assert.Contains(words, shown.TextContent, StringComparison.Ordinal);
        Assert.Contains("<b>.img", shown.TextContent, StringComparison.Ordinal);
        Assert.Equal("75", field.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        Assert.Single(field.FindAll($"[data-testid={button}]"));
    }

    private static void Pick(IRenderedComponent<UploadField> field, string name, string content) =>
        field.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(content, name));

    private IRenderedComponent<UploadField> Show(Upload? upload, long? max = null) => Show<UploadField>(p => p
        .Add(f => f.Name, "image").Add(f => f.Label, "Image").Add(f => f.Max, max).Add(f => f.Upload, upload)
        .Add(f => f.Pause, () => { }).Add(f => f.Resume, () => { }).Bind(f => f.Value, _file, value => _file = value));
}

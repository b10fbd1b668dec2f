using Microsoft.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>Files that a browser uploads into a real pool.</summary>
public sealed class UploadTests(Lab lab)
{
    [Fact]
    public async Task FilesOnThePage_GoIntoThePool_AlsoOverACutAndAReload()
    {
        const string Name = "e2e-upload";
        var directory = $"/tmp/{Name}-{Guid.NewGuid():N}";
        await Shell.RunAsync("bash", "-c", $"mkdir -p {directory}/pool && head -c 3000000 /dev/urandom > {directory}/one.img && qemu-img create -q -f qcow2 {directory}/two.qcow2 1M && cp {directory}/two.qcow2 {directory}/wrong.img");
        await Shell.VirshAsync("pool-create-as", Name, "dir", "--target", $"{directory}/pool");
        var uuid = (await Shell.VirshAsync("pool-uuid", Name)).Trim();
        await using var visitor = await lab.AdministratorAsync();
        await visitor.Page.GotoAsync(lab.Url($"/storage/local/{uuid}"));
        await Expect(visitor.TestId("upload-zone")).ToBeVisibleAsync();

        // The connection breaks once, and the upload goes on by itself; a wrong file says what is wrong with it.
        var cuts = 0;
        await visitor.Page.RouteAsync("**/uploads/*", route => route.Request.Method == "PATCH" && cuts++ == 0 ? route.AbortAsync() : route.ContinueAsync());
        await ChooseAsync("two.qcow2", "wrong.img");
        await Expect(Upload("two.qcow2")).ToHaveAttributeAsync("data-state", "done");
        await Expect(Upload("wrong.img")).ToContainTextAsync("It is a qcow2 image, and not raw.");

        // The page is loaded again in the middle of it: the same file goes on, and makes no second volume.
        await visitor.Page.UnrouteAllAsync();
        var held = new TaskCompletionSource();
        await visitor.Page.RouteAsync("**/uploads/*", route =>
        {
            if (route.Request.Method != "PATCH")
                return route.ContinueAsync();
            held.TrySetResult();
            return Task.CompletedTask;
        });
        await ChooseAsync("one.img");
        await held.Task;
        visitor.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await visitor.Page.ReloadAsync();
        await visitor.Page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
        await Expect(visitor.TestId("upload-zone")).ToBeVisibleAsync();
        await ChooseAsync("one.img");
        await Expect(Upload("one.img")).ToHaveAttributeAsync("data-state", "done");

        await Expect(visitor.TestId("volume-row")).ToHaveCountAsync(2);
        await Shell.RunAsync("cmp", $"{directory}/one.img", $"{directory}/pool/one.img");
        await Shell.RunAsync("cmp", $"{directory}/two.qcow2", $"{directory}/pool/two.qcow2");

        await Shell.VirshAsync("pool-destroy", Name);
        await Shell.RunAsync("rm", "-rf", directory);

        ILocator Upload(string file) => visitor.TestId("upload").Filter(new() { HasText = file });

        // The script takes over the zone a moment after it is shown.
        async Task ChooseAsync(params string[] files)
        {
            await Expect(visitor.Page.Locator(".wc-uploads")).ToBeAttachedAsync();
            await visitor.TestId("upload-input").SetInputFilesAsync(files.Select(file => $"{directory}/{file}"));
        }
    }
}

using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Forms;

public sealed class ImportDefinitionFormTests : PageContext
{
    private const string Definition = """
        <domain type='kvm'><name>shop</name><memory unit='MiB'>64</memory><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>
          <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='vda.qcow2'/><target dev='vda' bus='virtio'/></disk>
          <interface type='network'><source network='elsewhere'/><model type='virtio'/></interface>
        </devices></domain>
        """;

    [Fact]
    public async Task DefinitionAsAFile_AsksForWhatIsNotHere()
    {
        var form = await OpenFormAsync();
        Assert.Empty(form.FindAll("[data-testid='field-disks.vda']"));

        Pick(form, Definition);

        form.WaitForAssertion(() => Assert.Single(form.FindAll("[data-testid='field-disks.vda']")));
        Assert.Contains("in place of elsewhere", form.Find("[data-testid='field-networks[0]']").TextContent, StringComparison.Ordinal);
        Assert.Contains("<name>shop</name>", form.Find("[data-testid=field-definition] textarea").GetAttribute("value"), StringComparison.Ordinal);
    }

    /// <summary>What comes over the circuit is held in memory.</summary>
    [Fact, Trait("Attack", "D2")]
    public async Task FileThatIsTooLarge_IsNotRead()
    {
        var form = await OpenFormAsync();

        Pick(form, new string(' ', 65 * 1024));

        form.WaitForAssertion(() => Assert.Contains("larger than 64 KiB", form.Find("[data-testid=small-file-error]").TextContent, StringComparison.Ordinal));
        Assert.Empty(form.Find("[data-testid=field-definition] textarea").GetAttribute("value") ?? "");
    }

    [Theory, Trait("Attack", "J3")]
    [InlineData("<!DOCTYPE domain [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><domain>&a;</domain>")]
    [InlineData("no XML at all")]
    public async Task FileThatIsNoDefinition_IsSaidAtItsField(string content)
    {
        var form = await OpenFormAsync();

        Pick(form, content);
        await form.Find("[data-testid=form]").SubmitAsync();

        form.WaitForElement("[data-testid=field-definition] [data-testid=field-error]");
    }

    [Fact, Trait("Attack", "F4")]
    public async Task SettingsThatReachTheHost_AreNamed()
    {
        var form = await OpenFormAsync();

        Pick(form, Definition.Replace("<interface type", "<filesystem type='mount'><source dir='/'/><target dir='root'/></filesystem><interface type", StringComparison.Ordinal));

        form.WaitForAssertion(() => Assert.Contains("must be taken on purpose", form.Find("[data-testid=field-hostAccess]").TextContent, StringComparison.Ordinal));
    }

    private static void Pick(IRenderedComponent<MudDialogProvider> form, string content) => form.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(content, "machine.xml"));

    private async Task<IRenderedComponent<MudDialogProvider>> OpenFormAsync()
    {
        Inventory.Update(_ => TestInventory.Full);
        Open("/machines", Role.Administrator);
        var dialogs = Render<MudDialogProvider>();
        var host = Inventory.Current.Host(TestInventory.HostName)!;
        var action = Services.GetRequiredService<ActionRegistry>().All.Single(found => found.Form == typeof(ImportDefinitionForm));
        await dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ShowAsync<ImportDefinitionForm>("", new DialogParameters { ["Action"] = action, ["Subject"] = host, ["Host"] = host }));
        dialogs.WaitForElement("[data-testid=form]");
        return dialogs;
    }
}

using WebConsole.CloudInit;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Tests.CloudInit;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>Whose keys sign in to a new machine.</summary>
public sealed class OwnKeysTests
{
    private static readonly SshKey Mine = SshKey.Of(Keys.Ed25519)!;

    [Theory]
    [InlineData(false, null, true)]
    [InlineData(false, false, false)]
    [InlineData(true, null, false)]
    [InlineData(true, true, true)]
    public void KeysOfTheAccount_AreTaken_UnlessItIsShared(bool areShared, bool? wanted, bool areTaken)
    {
        var draft = Draft(areShared);
        draft.CloudInit.IsWanted = true;
        draft.CloudInit.User = new UserDraft { Name = "anna", TakesOwnKeys = wanted };
        draft.CloudInit.MoreUsers = [new UserDraft { Name = "grace" }];
        draft.Unattended.TakesOwnKeys = wanted;

        string[]? expected = areTaken ? [Mine.Text] : null;
        var asked = draft.Ask(null, 1, isWindows: false);
        Assert.Equal(expected, asked.CloudInit!.Users![0].SshKeys);
        Assert.Null(asked.CloudInit.Users[1].SshKeys);
        draft.Source = MachineSource.Iso;
        Assert.Equal(expected, draft.Ask(null, 1, isWindows: false).Unattended!.SshKeys);
    }

    /// <summary>The field is hidden then, and what is in it would be refused.</summary>
    [Fact]
    public void Windows_GetsNoKeys()
    {
        var draft = Draft(areShared: false);
        (draft.Source, draft.Unattended.SshKeys) = (MachineSource.Iso, Keys.Rsa);

        Assert.Equal([Keys.Rsa, Mine.Text], draft.Ask(null, 1, isWindows: false).Unattended!.SshKeys);
        Assert.Null(draft.Ask(null, 1, isWindows: true).Unattended!.SshKeys);
    }

    private static MachineDraft Draft(bool areShared) => new() { Name = "web", Source = MachineSource.Image, OwnKeys = new OwnKeys([Mine], areShared), Unattended = { IsWanted = true, User = "anna" } };
}

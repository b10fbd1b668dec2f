using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Operations;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Definitions;

/// <summary>What an edit does to the machine that runs.</summary>
public sealed class LiveEditTests : DefinitionEditing
{
    [Fact]
    public async Task Applied_IsInTheDefinition_AndInTheMachineThatRuns()
    {
        var task = await ApplyAsync(DefinitionEdit.OfMachine(Id, machine =>
        {
            (machine.Title, machine.Description, machine.Notes) = ("A <title>", "text", "notes");
            machine.Tags.Replace("web", "blue");
        }));

        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        Assert.Equal(["Save the definition Done", "Change the title Done", "Change the description Done", "Change tags, notes, icon, order and forwards Done"], Told(task));
        foreach (var flags in (DomainXmlFlags[])[DomainXmlFlags.None, DomainXmlFlags.Inactive])
        {
            var view = DomainXml.Parse(await OnMachineAsync(domain => domain.GetXml(flags)));
            Assert.Equal(("A <title>", "text", "notes", "web blue"), (view.Title, view.Description, view.Notes, string.Join(' ', view.Tags)));
        }
    }

    [Fact]
    public async Task NextStart_LeavesTheMachineThatRunsAlone()
    {
        var task = await ApplyAsync(DefinitionEdit.OfMachine(Id, machine => machine.Title = "later") with { Reach = DefinitionReach.NextStart });

        Assert.Equal(["Save the definition Done"], Told(task));
        Assert.Null(DomainXml.Parse(await OnMachineAsync(domain => domain.GetXml())).Title);
        Assert.Equal("later", DomainXml.Parse(await ReadAsync()).Title);
    }

    [Fact]
    public async Task WhatTheHypervisorCannotDoNow_WaitsOrFailsAsWasAsked()
    {
        var edit = DefinitionEdit.OfMachine(Id, machine => machine.Interfaces.Add(InterfaceXml.New(InterfaceSource.User())).MacAddress = "52:54:00:00:00:09");

        var failed = await ApplyAsync(edit with { Reach = DefinitionReach.Running });
        Assert.Equal((TaskState.Failed, "Save the definition Undone"), (failed.State, Told(failed)[0]));
        Assert.DoesNotContain("52:54:00:00:00:09", await ReadAsync(), StringComparison.Ordinal);

        var waits = await ApplyAsync(edit);
        Assert.Equal((TaskState.Succeeded, null), (waits.State, waits.Error));
        Assert.Contains(waits.Log, line => line.StartsWith("Plug in interface:52:54:00:00:00:09: takes effect at the next start.", StringComparison.Ordinal));
        Assert.Contains("52:54:00:00:00:09", await ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailureOfALaterStep_PutsBackTheDefinitionThatStood()
    {
        var before = await ReadAsync();
        var task = await Rig.RunAsync(FakeOperation.Of("test") with
        {
            On = Id,
            Steps = async context =>
            {
                await Editor.ApplyAsync(DefinitionEdit.OfMachine(Id, machine => (machine.Title, machine.VirtualCpus) = ("gone", 4)), context);
                throw new HypervisorException("no");
            },
        });

        Assert.Equal((TaskState.Failed, "no"), (task.State, task.Error));
        Assert.Equal(["Save the definition Undone", "Change the title Undone", "Change the most vCPUs Undone", "Set the vCPUs to 4 Undone"], Told(task));
        Assert.Equal(before, await ReadAsync());
        Assert.Null(DomainXml.Parse(await OnMachineAsync(domain => domain.GetXml())).Title);
    }

    [Fact]
    public async Task StoredAndRunningWords_AreEachComparedWithWhatIsWanted()
    {
        // As with virsh desc --config: what is wanted stands in one of the two already.
        await SetTitleAsync("stored", DomainModificationImpact.Config);
        await SetTitleAsync("running", DomainModificationImpact.Live);

        var toStored = await ApplyAsync(DefinitionEdit.OfMachine(Id, machine => machine.Title = "stored"));
        Assert.Equal(["Save the definition Done", "Change the title Done"], Told(toStored));
        Assert.Empty(toStored.Log);
        Assert.Equal("stored", DomainXml.Parse(await OnMachineAsync(domain => domain.GetXml())).Title);

        await SetTitleAsync("other", DomainModificationImpact.Config);
        var toRunning = await ApplyAsync(DefinitionEdit.OfMachine(Id, machine => machine.Title = "stored"));
        Assert.Equal(["Save the definition Done"], Told(toRunning));
        Assert.Equal("stored", DomainXml.Parse(await ReadAsync()).Title);
    }

    [Fact]
    [Trait("Attack", "J1")]
    public async Task LettersThatLookLikeAnEscape_StayLetters()
    {
        const string Words = @"\xe9 \u202e \x5c C:\x64";

        var task = await ApplyAsync(DefinitionEdit.OfMachine(Id, machine => (machine.Title, machine.Description, machine.Notes) = (Words, Words, Words)));

        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        foreach (var text in new[] { await ReadAsync(), await OnMachineAsync(domain => domain.GetXml()) })
        {
            var machine = DomainXml.Parse(text);
            Assert.Equal((Words, Words, Words), (machine.Title, machine.Description, machine.Notes));
        }
        Assert.Equal(TaskState.Succeeded, (await ApplyAsync(DefinitionEdit.OfMachine(Id, machine => machine.Title = "other"))).State);
        Assert.Equal(Words, DomainXml.Parse(await ReadAsync()).Description);
    }

    /// <summary>What is pending for the next start is not put in force by an edit of something else.</summary>
    [Fact]
    public async Task WordsThatTheEditLeavesAlone_StayAsTheyAre()
    {
        await SetTitleAsync("stored", DomainModificationImpact.Config);
        await SetTitleAsync("running", DomainModificationImpact.Live);

        await ApplyAsync(DefinitionEdit.OfMachine(Id, machine => machine.Description = "text"));

        var running = DomainXml.Parse(await OnMachineAsync(domain => domain.GetXml()));
        Assert.Equal(("running", "text"), (running.Title, running.Description));
    }

    private Task<bool> SetTitleAsync(string title, DomainModificationImpact where) => OnMachineAsync(domain =>
    {
        domain.SetMetadata(DomainMetadataType.Title, title, where, null, null);
        return true;
    });
}

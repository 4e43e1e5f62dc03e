"""The published sources that rules and patient texts rest on. A text names its sources; its claims are not here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A publication: the key used in the rulebook, its citation, and its DOI or official address where it has one."""

    key: str
    citation: str
    doi: str = ""
    address: str = ""

    def __str__(self) -> str:
        return f"{self.key}: {self.citation}" + (f", doi {self.doi}" if self.doi else "")

    @property
    def link(self) -> str:
        """Where to read it, or "" when it has neither."""
        return f"https://doi.org/{self.doi}" if self.doi else self.address


ARTICLE = Source("S-Article", "Patient article on ketamine for chronic illness, M. Grieder ND")
SANACORA = Source("S-Sanacora", "Sanacora et al. 2017, JAMA Psychiatry 74:399", "10.1001/jamapsychiatry.2017.0080")
COHEN_2018 = Source("S-Cohen18", "Cohen et al. 2018, Reg Anesth Pain Med 43:521", "10.1097/AAP.0000000000000808")
SCHWENK_2018 = Source("S-Schwenk18", "Schwenk et al. 2018, Reg Anesth Pain Med", "10.1097/AAP.0000000000000806")
SPRAVATO = Source(
    "S-Spravato",
    "Spravato (esketamine) prescribing information, Janssen; version 18, 2026-03-13",
    address=("https://nctr-crs.fda.gov/fdalabel/services/spl/set-ids/d81a6a79-a74a-44b7-822c-0dfa3036eaed/spl-doc"),
)
KETALAR = Source("S-Ketalar", "Ketamine hydrochloride injection labelling")
JNJ_CARDIOVASCULAR = Source(
    "S-JNJcv", "J&J Medical Connect, Spravato in cardiovascular or cerebrovascular conditions, 2025-02-19"
)
FDA_2023 = Source("S-FDA23", "FDA alert on compounded ketamine, October 10, 2023")
FDA_OPIOIDS = Source("S-FDAob", "FDA boxed warning, opioids with benzodiazepines, August 31, 2016")
MCINTYRE = Source("S-McIntyre", "McIntyre et al. 2021, Am J Psychiatry 178:383", "10.1176/appi.ajp.2020.20081251")
CANMAT = Source("S-CANMAT", "Swainson et al. 2021, Can J Psychiatry 66:113", "10.1177/0706743720970860")
VA = Source("S-VA", "VA ketamine criteria (secondary page)")
VADOD_2023 = Source("S-VADOD23", "VA/DoD PTSD guideline 2023", "10.7326/M23-2757")
PTSD_REVIEW = Source(
    "S-PTSDrev",
    "Review of ketamine for PTSD, PMC10316217",
    address="https://pmc.ncbi.nlm.nih.gov/articles/PMC10316217/",
)
PASTRAK_2021 = Source("S-Pastrak21", "Pastrak et al. 2021, Ochsner J", "10.31486/toj.21.0038")
VERAART_2021 = Source("S-Veraart21", "Veraart et al. 2021, Int J Neuropsychopharmacol", "10.1093/ijnp/pyab039")
ANDRADE_2017 = Source("S-Andrade17", "Andrade 2017, J Clin Psychiatry 78(7)")
BLADDER = Source("S-Bladder", "Chang 2023, case report; Anderson et al. 2022, review")
TRD = Source("S-TRD", "Definition PMC11193313; Delphi consensus PMC9095475")
ATRQ = Source("S-ATRQ", "Chandler et al. 2010, PMC6493891")
PHQ9 = Source(
    "S-PHQ9", "Kroenke, Spitzer, Williams 2001, J Gen Intern Med 16:606", "10.1046/j.1525-1497.2001.016009606.x"
)
GAD7 = Source("S-GAD7", "Spitzer et al. 2006, Arch Intern Med 166:1092", "10.1001/archinte.166.10.1092")
PCPTSD = Source("S-PCPTSD", "Prins et al. 2016; Bovin et al. 2021", "10.1007/s11606-016-3703-5")
PEG = Source("S-PEG", "Krebs et al. 2009, J Gen Intern Med", "10.1007/s11606-009-0981-1")
AUDITC = Source("S-AUDITC", "Bush et al. 1998, Arch Intern Med 158:1789", "10.1001/archinte.158.16.1789")
ASQ = Source("S-ASQ", "Horowitz et al. 2020; NIMH ASQ toolkit", "10.1016/j.psym.2020.04.008")
SIMON_2013 = Source("S-Simon13", "Simon et al. 2013, Psychiatr Serv", "10.1176/appi.ps.201200587")
LOUZON_2016 = Source("S-Louzon16", "Louzon et al. 2016, Psychiatr Serv", "10.1176/appi.ps.201500149")
NPSG = Source("S-NPSG", "Joint Commission NPSG.15.01.01 (hospitals 2026: NPG.08.01.01)")
APFEL_1999 = Source("S-Apfel99", "Apfel et al. 1999, Anesthesiology", "10.1097/00000542-199909000-00022")
WILLIAMS_2018 = Source("Williams 2018", "Williams et al. 2018, Am J Psychiatry", "10.1176/appi.ajp.2018.18020138")
GLP1_GUIDANCE = Source("GLP-1 guidance 2024", "2024 multisociety guidance on GLP-1 medicines around sedation")
GENERAL_PRACTICE = Source("general practice", "General clinical practice; no single publication")
# Of what patients read, and of no rule.
TAYLOR_2018 = Source("Taylor 2018", "Taylor et al. 2018, Neuropsychopharmacology", "10.1038/npp.2017.194")
MURROUGH_2013 = Source(
    "Murrough 2013", "Murrough et al. 2013, Biol Psychiatry 74:250", "10.1016/j.biopsych.2012.06.022"
)
